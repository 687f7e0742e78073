//! What the inspections of the measuring vocabulary are about: nothing that the training vocabulary knows.

use super::Topic;

pub(crate) const POLICE: &[Topic] = &[
    Topic {
        title: "Persistent and unseen: Policing’s approach to stalking",
        things: [
            "the identification of stalking",
            "the take-up of stalking protection orders",
            "joint working with stalking advocates",
            "officers’ understanding of fixated behaviour",
        ],
        asks: [
            "apply for stalking protection orders wherever the conditions are met",
            "appoint a trained single point of contact for stalking in every division",
            "screen harassment reports for patterns of stalking",
        ],
        done: [
            "set up a weekly clinic for stalking cases with a psychologist",
            "obtained 31 full stalking protection orders in a year",
            "rewritten the screening questions that divisional desks use",
        ],
        plans: [
            "trial an algorithm that flags linked harassment reports",
            "second a stalking advocate to the vulnerability hub",
            "brief magistrates’ legal advisers on protection orders",
        ],
        concern: "Stalking goes unrecognised in {short} because individual incidents are dealt with in isolation.",
    },
    Topic {
        title: "A race against time: Tackling online sexual abuse of children",
        things: [
            "the speed of warrants in online child abuse cases",
            "the prioritisation of online referrals",
            "safeguarding of siblings after an arrest",
            "the welfare of victim identification officers",
        ],
        asks: [
            "act on referrals of indecent images within the national timescales",
            "consult children’s social care before executing a warrant",
            "double-check the scoring of referrals that have waited for more than a week",
        ],
        done: [
            "tripled the number of online investigators",
            "reached an agreement with social care on same-day strategy meetings",
            "executed 18 warrants that had been outstanding",
        ],
        plans: [
            "purchase software that ranks suspects by contact risk",
            "rotate victim identification officers every three years",
            "offer families a leaflet and a named contact on the day of the warrant",
        ],
        concern: "Suspects who may have access to children remain at liberty while referrals wait to be assessed.",
    },
    Topic {
        title: "Licensed to hold: A review of firearms licensing",
        things: [
            "firearms licensing",
            "the timeliness of certificate renewals",
            "medical verification of applicants",
            "the seizure of guns after a domestic incident",
        ],
        asks: [
            "eliminate the number of certificates on temporary permit",
            "obtain medical information before granting any certificate",
            "seek continuous vetting alerts about certificate holders",
        ],
        done: [
            "eradicated temporary permits altogether",
            "sent every enquiry officer on the national course",
            "linked licensing data to the custody system",
        ],
        plans: [
            "centralise the licensing department at headquarters",
            "conduct unannounced visits to a tenth of certificate holders",
            "write to all general practitioners about markers",
        ],
        concern: "Certificates are being renewed without the medical evidence that the statutory guidance demands.",
    },
    Topic {
        title: "Blades and borders: Reducing serious violence among the young",
        things: [
            "knife crime prevention",
            "hotspot patrolling",
            "information sharing with hospitals",
            "the tasking of serious violence teams",
        ],
        asks: [
            "carry out hotspot patrols for as long as the evidence suggests",
            "use hospital data to direct {its} violence reduction work",
            "establish which diversion schemes have an effect on reoffending",
        ],
        done: [
            "mapped 22 hotspots down to street level",
            "signed a data agreement with both acute hospital trusts",
            "commissioned mentoring for 85 teenagers",
        ],
        plans: [
            "install knife surrender bins outside five stations",
            "time hotspot patrols to the hour with the highest demand",
            "fund youth workers in accident and emergency departments",
        ],
        concern: "There is no coherent approach to serious violence, and four departments share responsibility for it.",
    },
    Topic {
        title: "Managed risk? The supervision of registered sex offenders",
        things: [
            "the management of registered sex offenders",
            "the scheduling of offender home visits",
            "the completion of active risk management plans",
            "polygraph testing",
        ],
        asks: [
            "clear the backlog of overdue visits to registered sex offenders",
            "limit the caseload of each offender manager",
            "conduct most visits unannounced and in pairs",
        ],
        done: [
            "reduced caseloads from 78 to 54 per manager",
            "carried out 212 overdue visits during a single month",
            "acquired monitoring software for 60 offenders’ devices",
        ],
        plans: [
            "appoint three detective constables to the public protection unit",
            "validate every risk management plan with probation",
            "discontinue single-crewed visits",
        ],
        concern: "Visits to registered sex offenders are overdue by months, and the risk that they pose is unknown.",
    },
    Topic {
        title: "Roads to zero: Enforcement on the strategic road network",
        things: [
            "roads policing",
            "collision investigation",
            "enforcement of the fatal four offences",
            "the analysis of casualty data",
        ],
        asks: [
            "include roads policing in {its} strategic threat assessment",
            "maintain enough collision investigators to cover each shift",
            "support Operation Snap and comparable schemes",
        ],
        done: [
            "formed a roads crime team with twelve constables",
            "processed 9,400 dashcam submissions",
            "restored the fourth collision investigation rota",
        ],
        plans: [
            "join the regional roads partnership",
            "deploy average speed cameras on two trunk roads",
            "analyse casualty data jointly with highways engineers",
        ],
        concern: "Roads policing has dwindled to a level at which it has no discernible effect on casualties.",
    },
    Topic {
        title: "From within: Corruption and the abuse of position",
        things: [
            "counter-corruption intelligence",
            "the speed of vetting",
            "monitoring of {its} information systems",
            "the declaration of notifiable associations",
        ],
        asks: [
            "complete re-vetting for every employee whose clearance has lapsed",
            "monitor all devices on {its} network proactively",
            "assess corruption intelligence on the day on which it arrives",
        ],
        done: [
            "re-vetted 640 officers and civilians",
            "procured monitoring software for mobile handsets",
            "strengthened the counter-corruption unit by seven posts",
        ],
        plans: [
            "cross-check all employees against the national database again",
            "require yearly integrity interviews",
            "contact charities that support vulnerable women",
        ],
        concern: "Some people in sensitive posts have not been vetted, and the organisation cannot say how many.",
    },
    Topic {
        title: "Fields of concern: Rural and wildlife crime",
        things: [
            "the understanding of rural demand",
            "the pursuit of farm thieves",
            "visibility in isolated villages",
            "cross-border cooperation on wildlife crime",
        ],
        asks: [
            "establish what farmers and villagers need from the police",
            "equip officers for off-road and wildlife enquiries",
            "agree cross-border tactics with adjoining forces",
        ],
        done: [
            "posted two constables to every rural station",
            "lent 45 trackers to farmers",
            "reopened the village contact points",
        ],
        plans: [
            "invest in four off-road vehicles and a thermal drone",
            "convene a rural summit at the county show",
            "pool farm theft intelligence with adjoining forces",
        ],
        concern: "Rural residents receive a markedly poorer service than those who live in towns.",
    },
    Topic {
        title: "Right care, wrong cell: Mental health and the police",
        things: [
            "the deployment of officers to mental health incidents",
            "the handover of patients at emergency departments",
            "mental health triage",
            "the logging of section 136 detentions",
        ],
        asks: [
            "quantify the hours that officers spend waiting in hospitals",
            "reach a partnership agreement on the threshold for police attendance",
            "log every section 136 detention together with its outcome",
        ],
        done: [
            "negotiated a one-hour handover with the mental health trust",
            "stood up a street triage car with a paramedic",
            "released the equivalent of 28 officers back to patrol",
        ],
        plans: [
            "phase in a revised attendance threshold",
            "embed a mental health practitioner in the despatch floor",
            "escalate handovers of more than an hour to the trust’s director on call",
        ],
        concern: "Officers are absorbed for whole shifts by demand that belongs to health services.",
    },
    Topic {
        title: "Case ready? Disclosure and file standards",
        things: [
            "the standard of case files",
            "disclosure of unused material",
            "redaction",
            "liaison with the Crown Prosecution Service",
        ],
        asks: [
            "submit case files that are right first time",
            "schedule unused material as an enquiry goes along rather than at its end",
            "appoint gatekeepers for prosecution files in all commands",
        ],
        done: [
            "halved the rate of rejected files",
            "bought redaction software with 1,500 licences",
            "put a dedicated disclosure officer on each major enquiry",
        ],
        plans: [
            "run joint surgeries with prosecutors every fortnight",
            "certify 90 disclosure champions",
            "display rejected files by team on a live chart",
        ],
        concern: "Prosecutions collapse because schedules of unused material are incomplete.",
    },
];

pub(crate) const FIRE: &[Topic] = &[
    Topic {
        title: "Every second: Mobilising and control",
        things: [
            "fire control resilience",
            "the exchange of details with neighbouring control rooms",
            "fire survival guidance",
            "the mobilising system",
        ],
        asks: [
            "rehearse fire survival guidance in tall buildings",
            "secure a reliable fallback for {its} mobilising system",
            "exercise jointly with neighbouring control rooms",
        ],
        done: [
            "commissioned a secondary control suite",
            "rehearsed an evacuation of a 14-storey block",
            "migrated to the cloud-based mobilising platform",
        ],
        plans: [
            "recruit a resilience manager for fire control",
            "stage two exercises across the border",
            "stream video from callers’ phones to the control suite",
        ],
        concern: "Fire control would struggle to pass survival guidance to many callers at once.",
    },
    Topic {
        title: "Breathing space: Competence in core skills",
        things: [
            "breathing apparatus training",
            "the log of core competences",
            "familiarisation with risk sites",
            "the deployment of instructors",
        ],
        asks: [
            "guarantee that wearers of breathing apparatus requalify on time",
            "refresh the risk information held on fire engines",
            "verify competence logs independently",
        ],
        done: [
            "requalified 412 wearers of breathing apparatus",
            "rebuilt the hot-fire training unit",
            "uploaded 730 refreshed site plans to the tablets on fire engines",
        ],
        plans: [
            "double the number of live burns",
            "retire the paper competence log",
            "revisit each very high risk site within the year",
        ],
        concern: "Site plans carried on fire engines are years out of date.",
    },
    Topic {
        title: "Value and vision: Money and productivity in the fire sector",
        things: [
            "the use of wholetime capacity",
            "estate and fleet planning",
            "the tracking of benefits",
            "the control of overtime",
        ],
        asks: [
            "demonstrate that {its} financial planning supports the risk plan",
            "exploit technology to raise productivity",
            "track the benefits of collaboration",
        ],
        done: [
            "aligned the medium-term financial plan to the risk plan",
            "sold two surplus sites",
            "released £480,000 by revising overtime rules",
        ],
        plans: [
            "dispose of the oldest aerial appliance",
            "measure the productive hours of each watch",
            "build a shared workshop with the ambulance trust",
        ],
        concern: "Reserves are being spent on routine costs without a plan to replace them.",
    },
    Topic {
        title: "Open doors: Equality in recruitment and progression",
        things: [
            "equality impact assessment",
            "positive action in recruitment",
            "provision for women at older stations",
            "staff network funding",
        ],
        asks: [
            "embed equality impact assessment in each policy",
            "remove obstacles for under-represented applicants",
            "guarantee suitable facilities at all workplaces",
        ],
        done: [
            "remodelled the changing rooms at nine stations",
            "staffed a positive action team",
            "assessed 118 policies for their equality impact",
        ],
        plans: [
            "sponsor a reverse mentoring scheme",
            "fund the staff networks on a three-year basis",
            "visit mosques, gurdwaras and colleges with taster days",
        ],
        concern: "Women lack suitable facilities at a quarter of fire stations.",
    },
];
