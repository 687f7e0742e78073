//! What the inspections of the training vocabulary are about.

use super::Topic;

pub(crate) const POLICE: &[Topic] = &[
    Topic {
        title: "Getting it on the record: An inspection of crime recording",
        things: [
            "the recording of reported crime",
            "the recording of anti-social behaviour",
            "oversight of cancelled crimes",
            "training for call takers on the counting rules",
        ],
        asks: [
            "record all reports of rape at the first point of contact",
            "make sure that crimes against vulnerable adults are recorded within 24 hours",
            "tell victims promptly when a recorded crime is cancelled",
        ],
        done: [
            "moved the crime registrar’s team into the control room",
            "checked every crime cancelled in the past twelve months",
            "recruited two further auditors to test crime records each day",
        ],
        plans: [
            "audit a sample of 300 incidents each quarter",
            "bring all crime recording decisions into one unit",
            "give every response officer a refresher on recording standards",
        ],
        concern: "The force does not record too many of the violent crimes that are reported to it.",
    },
    Topic {
        title: "Safer at home? The police response to domestic abuse",
        things: [
            "the response to domestic abuse incidents",
            "the grading of calls about domestic abuse",
            "supervision of domestic abuse risk assessments",
            "the use of domestic violence protection notices",
        ],
        asks: [
            "attend domestic abuse incidents within the times set out in {its} policy",
            "make sure that risk assessments are completed for every person in the household",
            "reduce the backlog of domestic abuse cases that wait for a secondary review",
        ],
        done: [
            "placed independent domestic violence advisers in the control room",
            "equipped response officers to assess risk by video call",
            "cleared the queue of secondary risk assessments",
        ],
        plans: [
            "extend the domestic abuse car to every weekend of the year",
            "train a further 140 officers in coercive and controlling behaviour",
            "share the outcome of every high-risk case with partner agencies",
        ],
        concern: "Victims of domestic abuse in {short} often wait too long for an officer, and evidence is lost as a result.",
    },
    Topic {
        title: "Out of sight: How forces look for children who go missing",
        things: [
            "the risk assessment of missing children",
            "work with children’s homes",
            "the recording of return home interviews",
            "supervision of missing person investigations",
        ],
        asks: [
            "begin enquiries for every missing child at medium or high risk without delay",
            "use the information from return home interviews to prevent further episodes",
            "make sure that missing person records are supervised on every shift",
        ],
        done: [
            "agreed a joint protocol with all children’s homes in the county",
            "created a missing from home team in each district",
            "removed the category of absence from {its} systems",
        ],
        plans: [
            "visit each child who goes missing three times in ninety days",
            "add prompts about exploitation to the missing person form",
            "review the 50 longest investigations together with children’s services",
        ],
        concern: "Children who go missing repeatedly are not always treated as being at risk of exploitation.",
    },
    Topic {
        title: "Held safely: An inspection of police custody",
        things: [
            "the use of force in custody",
            "the timing of custody reviews",
            "the care of detainees with mental ill health",
            "the recording of strip searches",
        ],
        asks: [
            "hold reviews of detention in person and at the right time",
            "give every detained child access to an appropriate adult without delay",
            "make sure that custody staff carry anti-ligature knives at all times",
        ],
        done: [
            "filled all custody sergeant vacancies",
            "replaced the doors of eleven cells that had ligature points",
            "brought in a nurse for every custody suite around the clock",
        ],
        plans: [
            "sample 20 custody records a month with CCTV footage",
            "refurbish the showers and exercise yards",
            "move inspectors’ reviews onto a single rota",
        ],
        concern: "Governance of the use of force in custody is weak, and not all incidents are recorded.",
    },
    Topic {
        title: "On the beat: A thematic inspection of neighbourhood policing",
        things: [
            "neighbourhood policing",
            "the abstraction of neighbourhood officers",
            "engagement with communities that are seldom heard",
            "problem solving in local teams",
        ],
        asks: [
            "keep neighbourhood officers in the communities that they serve",
            "evaluate problem-solving plans before it closes them",
            "give residents an easy way to learn what was done about their concerns",
        ],
        done: [
            "assigned a named officer to each of {its} 96 wards",
            "set an abstraction limit of ten per cent",
            "opened a library of problem-solving plans for all teams",
        ],
        plans: [
            "hold a residents’ forum in each ward twice a year",
            "recruit 30 community support officers before the summer",
            "accredit all neighbourhood sergeants in problem solving",
        ],
        concern: "Neighbourhood teams are moved to other duties so often that they cannot solve local problems.",
    },
    Topic {
        title: "Following every lead: The quality of police investigations",
        things: [
            "the supervision of volume crime investigations",
            "the use of investigation plans",
            "the allocation of crime to investigators",
            "the pursuit of forensic opportunities",
        ],
        asks: [
            "make sure that investigations have a plan that a supervisor has agreed",
            "pursue all reasonable lines of enquiry in cases of burglary",
            "match the workload of detectives to their experience",
        ],
        done: [
            "launched a standards guide for all investigators",
            "added 45 posts to the criminal investigation department",
            "given each sergeant a dashboard of overdue reviews",
        ],
        plans: [
            "test 40 closed investigations a month",
            "allocate crime by complexity rather than by postcode",
            "coach newly promoted detective sergeants for their first year",
        ],
        concern: "Too many investigations are closed before the evidence has been gathered.",
    },
    Topic {
        title: "Fair grounds: How the police use stop and search",
        things: [
            "the recording of grounds for stop and search",
            "external scrutiny of stop and search",
            "the monitoring of disproportionality",
            "the viewing of body-worn video",
        ],
        asks: [
            "record the grounds for each stop and search so that they are reasonable and understood",
            "publish an analysis of the disproportionate use of {its} powers",
            "invite young people to scrutinise footage of stop and search",
        ],
        done: [
            "reviewed the grounds of 600 searches with an independent panel",
            "trained all front-line sergeants in recognising weak grounds",
            "put data about each search on a public map",
        ],
        plans: [
            "open the scrutiny panel to colleges and youth clubs",
            "return poorly written search records to the officer within a week",
            "compare find rates between districts every month",
        ],
        concern: "The force cannot explain why people from some communities are searched more often than others.",
    },
    Topic {
        title: "Behind the screen: An inspection of digital forensics",
        things: [
            "the examination of mobile phones",
            "digital forensic capacity",
            "the accreditation of the digital laboratory",
            "advice to investigators about digital evidence",
        ],
        asks: [
            "reduce the time that victims are without their phones",
            "understand the scale of {its} digital backlog",
            "make sure that devices are examined in order of risk",
        ],
        done: [
            "cut the queue of devices from 410 to 95",
            "bought nine self-service kiosks",
            "returned phones to victims of rape within 24 hours in most cases",
        ],
        plans: [
            "apply for accreditation of its second laboratory",
            "employ four more analysts on permanent contracts",
            "triage devices at the scene in cases of child abuse",
        ],
        concern: "The delay in examining devices leaves victims without justice and children at risk.",
    },
    Topic {
        title: "First contact: How forces answer the public’s calls",
        things: [
            "the answering of 101 calls",
            "the assessment of repeat callers",
            "call handling in the control room",
            "the advice given to callers about preserving evidence",
        ],
        asks: [
            "answer a greater proportion of emergency calls within ten seconds",
            "reduce the number of non-emergency calls that callers abandon",
            "identify repeat and vulnerable callers at the first point of contact",
        ],
        done: [
            "changed the shift pattern of the control room to match demand",
            "introduced a call-back service for people who ring 101",
            "brought the abandonment rate below eight per cent",
        ],
        plans: [
            "replace the telephone system of the control room",
            "show callers the expected waiting time",
            "bring online reports and telephone calls into a single queue",
        ],
        concern: "People who ring the police in an emergency cannot rely on an answer in good time.",
    },
    Topic {
        title: "Fit for duty: Wellbeing in policing",
        things: [
            "support for the wellbeing of officers and staff",
            "occupational health provision",
            "the recording of sickness absence",
            "the workload of student officers",
        ],
        asks: [
            "understand why so many student officers resign",
            "give staff in high-stress roles regular psychological screening",
            "shorten the wait for occupational health appointments",
        ],
        done: [
            "introduced exit interviews for all who leave",
            "trained 70 peer supporters",
            "shortened the wait for counselling to fifteen days",
        ],
        plans: [
            "protect the learning days of student officers",
            "survey the workforce about wellbeing each spring",
            "screen investigators of child abuse twice a year",
        ],
        concern: "The workforce is under strain, and leaders do not know where support is needed most.",
    },
];

pub(crate) const FIRE: &[Topic] = &[
    Topic {
        title: "Before the alarm: Prevention work by fire and rescue services",
        things: [
            "the targeting of home fire safety visits",
            "the evaluation of prevention work",
            "the quality assurance of safe and well visits",
            "training for prevention staff in safeguarding",
        ],
        asks: [
            "direct prevention work at the people who are most at risk of fire",
            "evaluate {its} prevention activity so that it understands what works",
            "make sure that safeguarding referrals are made on the same day",
        ],
        done: [
            "adopted a risk model that draws on health data",
            "completed 5,200 home fire safety visits in a year",
            "trained every operational crew in safeguarding",
        ],
        plans: [
            "evaluate three prevention campaigns with the university",
            "telephone every household for feedback after a visit",
            "recruit six prevention advisers",
        ],
        concern: "Prevention activity is not directed at those who are most at risk from fire.",
    },
    Topic {
        title: "Ready to respond: On-call fire and rescue crews",
        things: [
            "the availability of on-call fire engines",
            "the recruitment of on-call firefighters",
            "incident command training",
            "the recording of operational learning",
        ],
        asks: [
            "improve the availability of {its} on-call fire engines during the day",
            "make sure that all incident commanders are assessed every two years",
            "give crews a prompt debrief after serious incidents",
        ],
        done: [
            "offered flexible contracts to on-call firefighters",
            "assessed all incident commanders at levels one and two",
            "appointed four on-call liaison officers",
        ],
        plans: [
            "review crewing at six stations with low availability",
            "run a recruitment campaign in rural districts",
            "record operational learning in one system",
        ],
        concern: "The service cannot be sure that incident commanders are competent.",
    },
    Topic {
        title: "Values in practice: Culture in the fire and rescue service",
        things: [
            "the handling of grievances",
            "the way in which leaders model values",
            "the checking of staff backgrounds",
            "the promotion process",
        ],
        asks: [
            "make sure that staff feel able to challenge poor behaviour",
            "obtain background checks for all staff in line with the current guidance",
            "show {its} workforce that promotion is fair",
        ],
        done: [
            "opened a confidential line run by an outside body",
            "finished background checks for 97 per cent of posts",
            "rewritten the grievance procedure with the unions",
        ],
        plans: [
            "hold listening days at each station",
            "include values in every annual appraisal",
            "publish the scoring of promotion boards",
        ],
        concern: "Staff have seen behaviour that falls below the standard, and few of them trust leaders to deal with it.",
    },
    Topic {
        title: "Behind the regulations: Fire protection in commercial buildings",
        things: [
            "the risk-based inspection programme",
            "the training of fire safety inspectors",
            "the response to building consultations",
            "work with local businesses on false alarms",
        ],
        asks: [
            "have enough qualified staff to audit {its} highest-risk premises",
            "respond to building consultations within the statutory time",
            "reduce the burden of unwanted fire signals",
        ],
        done: [
            "audited 380 of the premises at highest risk",
            "trained five inspectors to level four",
            "revised the call challenge procedure for automatic alarms",
        ],
        plans: [
            "finish the audit of all high-rise residential buildings",
            "add two fire engineers to the protection department",
            "share intelligence with housing regulators each month",
        ],
        concern: "The service does not audit the premises that present the greatest risk as often as its own programme requires.",
    },
];
