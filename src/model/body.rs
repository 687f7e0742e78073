//! The two sides of the duty: the local policing body, and the chief officer of its force.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::vocabulary::{name, vocabulary};

name! {
    /// A police force by its short name: "Staffordshire".
    Force
}

vocabulary! {
    /// What kind of local policing body holds the office (Police Act 1996, section 101; it changes, so it is data).
    BodyKind: "a kind of local policing body" {
        /// A police and crime commissioner.
        Pcc = "pcc",
        /// A police, fire and crime commissioner.
        Pfcc = "pfcc",
        /// A combined-authority mayor.
        Mayor = "mayor",
        /// The Mayor's Office for Policing and Crime.
        Mopac = "mopac",
        /// The Common Council of the City of London.
        CommonCouncil = "common_council",
        /// The British Transport Police Authority.
        TransportPoliceAuthority = "transport_police_authority",
        /// A fire and rescue authority.
        FireAuthority = "fire_authority",
        /// Any other body.
        Other = "other",
    }
}

impl BodyKind {
    /// What the holder of the office is called on the form.
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

/// The body that section 55 obliges to publish a response.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LocalPolicingBody {
    /// What kind of body it is.
    pub kind: BodyKind,
    /// Its full name, where the kind and the force do not tell it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Who held the office.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub holder: Option<String>,
}

/// The chief officer of police, whose comments the body must invite (section 55(4)).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ChiefOfficer {
    /// Chief Constable, or Commissioner.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The chief officer's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}
