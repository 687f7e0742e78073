//! The two parties to a response: the local policing body, and the chief officer of its force.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::vocabulary::{name, vocabulary};

name! {
    /// A police force or fire service by its usual short name, such as "Staffordshire".
    Force
}

vocabulary! {
    /// The kind of local policing body (Police Act 1996, section 101).
    BodyKind: "a kind of local policing body" {
        /// A police and crime commissioner.
        Pcc = "pcc",
        /// A police, fire and crime commissioner.
        Pfcc = "pfcc",
        /// A mayor who exercises police and crime commissioner functions.
        Mayor = "mayor",
        /// The Mayor's Office for Policing and Crime.
        Mopac = "mopac",
        /// The Common Council of the City of London.
        CommonCouncil = "common_council",
        /// The British Transport Police Authority.
        TransportPoliceAuthority = "transport_police_authority",
        /// A fire and rescue authority.
        FireAuthority = "fire_authority",
        /// Any other kind of body.
        Other = "other",
    }
}

impl BodyKind {
    /// Returns the office holder's title as the response form prints it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Pcc => "Police and Crime Commissioner",
            Self::Pfcc => "Police, Fire and Crime Commissioner",
            Self::Mayor => "Mayor",
            Self::Mopac => "Mayor's Office for Policing and Crime",
            Self::CommonCouncil => "Common Council",
            Self::TransportPoliceAuthority => "British Transport Police Authority",
            Self::FireAuthority => "Fire and Rescue Authority",
            Self::Other => "Local policing body",
        }
    }
}

/// The body that must respond to the report: under section 55 of the Police Act 1996, the local policing body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LocalPolicingBody {
    /// The kind of body.
    pub kind: BodyKind,
    /// The body's full name. Needed only when the kind and the force do not make it clear.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The person who held the office when the response was made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub holder: Option<String>,
}

/// The chief officer of police, whom the body must invite to comment (Police Act 1996, section 55(4)).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ChiefOfficer {
    /// The chief officer's title, such as "Chief Constable" or "Commissioner".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The chief officer's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}
