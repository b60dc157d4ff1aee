//! The panes of the session in the order of their digits, and the one table of all actions.

use super::action::{Catalogue, shared};
use super::advice::AdvicePane;
use super::app::Globals;
use super::care_team::{CareTeamPane, Sheet};
use super::census::CensusPane;
use super::coverage::CoveragePane;
use super::enrolment::EnrolmentPane;
use super::form::Form;
use super::fracture::FracturePane;
use super::layer::access_log::AccessList;
use super::layer::confirm::Confirm;
use super::layer::drafts::Drafts;
use super::layer::help::Help;
use super::layer::lock::Lock;
use super::layer::news::NewsList;
use super::layer::palette::{Commands, Palette};
use super::layer::picker::Find;
use super::layer::search::{Everything, GlobalSearch};
use super::layer::sessions::Sessions;
use super::outreach::OutreachPane;
use super::pair::PairPane;
use super::pane::Pane;
use super::question::QuestionPane;
use super::queue::{Conditions, Lines, Narrow, Pick, QueuePane};
use super::referral::ReferralPane;
use super::region::RegionPane;
use super::report::ReportPane;
use super::resource::ResourcePane;
use super::screening::ScreeningPane;
use super::timeline::{PatientPage, PatientPicker, Patients, TimelinePane};

/// All panes, the first of them in front at the start.
pub fn all() -> Vec<Box<dyn Pane>> {
    vec![
        Box::new(QueuePane::default()),
        Box::new(TimelinePane::default()),
        Box::new(ReferralPane::default()),
        Box::new(ResourcePane::default()),
        Box::new(CareTeamPane::default()),
        Box::new(CoveragePane::default()),
        Box::new(PairPane::default()),
        Box::new(OutreachPane::default()),
        Box::new(AdvicePane::default()),
        Box::new(QuestionPane::default()),
        Box::new(EnrolmentPane::default()),
        Box::new(ScreeningPane::default()),
        Box::new(FracturePane::default()),
        Box::new(RegionPane::default()),
        Box::new(CensusPane::default()),
        Box::new(ReportPane::default()),
    ]
}

/// Every action and every place there is. A pane adds a line with its actions and its place.
pub fn catalogue() -> Catalogue {
    screen(Catalogue::default())
        .actions::<QueuePane>()
        .place(QueuePane::PLACE)
        .actions::<Narrow>()
        .place(Conditions::PLACE)
        .actions::<Pick>()
        .place(Lines::PLACE)
        .actions::<TimelinePane>()
        .place(TimelinePane::PLACE)
        .actions::<ResourcePane>()
        .place(ResourcePane::PLACE)
        .actions::<PatientPicker>()
        .place(Patients::PLACE)
        .actions::<ReferralPane>()
        .place(ReferralPane::PLACE)
        .actions::<PairPane>()
        .place(PairPane::PLACE)
        .actions::<OutreachPane>()
        .place(OutreachPane::PLACE)
        .actions::<AdvicePane>()
        .place(AdvicePane::PLACE)
        .actions::<QuestionPane>()
        .place(QuestionPane::PLACE)
        .actions::<ScreeningPane>()
        .place(ScreeningPane::PLACE)
        .actions::<FracturePane>()
        .place(FracturePane::PLACE)
        .actions::<CareTeamPane>()
        .place(CareTeamPane::PLACE)
        .actions::<Sheet>()
        .place(Sheet::PLACE)
        .actions::<PatientPage>()
        .place(PatientPage::PLACE)
        .actions::<CoveragePane>()
        .place(CoveragePane::PLACE)
        .actions::<EnrolmentPane>()
        .place(EnrolmentPane::PLACE)
        .actions::<RegionPane>()
        .place(RegionPane::PLACE)
        .actions::<CensusPane>()
        .place(CensusPane::PLACE)
        .actions::<ReportPane>()
        .place(ReportPane::PLACE)
}

/// Adds what belongs to the screen itself.
pub fn screen(catalogue: Catalogue) -> Catalogue {
    catalogue
        .specs_of(Globals::SPECS)
        .specs_of(shared::specs())
        .actions::<Form>()
        .place(Form::PLACE)
        .actions::<Confirm>()
        .place(Confirm::PLACE)
        .actions::<Drafts>()
        .place(Drafts::PLACE)
        .actions::<NewsList>()
        .place(NewsList::PLACE)
        .actions::<Help>()
        .place(Help::PLACE)
        .actions::<Palette>()
        .place(Commands::PLACE)
        .actions::<GlobalSearch>()
        .place(Everything::PLACE)
        .actions::<Sessions>()
        .place(Sessions::PLACE)
        .actions::<AccessList>()
        .place(AccessList::PLACE)
        .actions::<Lock>()
        .place(Lock::PLACE)
}
