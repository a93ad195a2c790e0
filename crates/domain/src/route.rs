//! Which page an address asks for.

/// A page. Names and numbers are as written; whoever shows the page reads them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// `/`
    Home,
    /// `/check`
    Check,
    /// `/t/:environment`
    Environment(String),
    /// `/t/:environment/tasks`
    Tasks(String),
    /// `/t/:environment/tasks/:task`
    Task(String, String),
    /// `/t/:environment/runs/:run`
    Run(String, String),
    /// `/t/:environment/unsettled`
    Unsettled(String),
    /// `/t/:environment/reruns`
    Reruns(String),
    /// `/t/:environment/reruns/:key`
    OneRerun(String, String),
    /// `/t/:environment/proof`
    Proof(String),
    /// Anything else.
    Unknown,
}

impl Route {
    /// Reads the path of an address; a trailing slash makes no difference.
    #[must_use]
    pub fn read(path: &str) -> Self {
        let parts: Vec<_> = path.split('/').filter(|part| !part.is_empty()).collect();
        match parts.as_slice() {
            [] => Self::Home,
            ["check"] => Self::Check,
            ["t", environment] => Self::Environment((*environment).to_owned()),
            ["t", environment, "tasks"] => Self::Tasks((*environment).to_owned()),
            ["t", environment, "tasks", task] => {
                Self::Task((*environment).to_owned(), (*task).to_owned())
            }
            ["t", environment, "runs", run] => {
                Self::Run((*environment).to_owned(), (*run).to_owned())
            }
            ["t", environment, "unsettled"] => Self::Unsettled((*environment).to_owned()),
            ["t", environment, "reruns"] => Self::Reruns((*environment).to_owned()),
            ["t", environment, "reruns", key] => {
                Self::OneRerun((*environment).to_owned(), (*key).to_owned())
            }
            ["t", environment, "proof"] => Self::Proof((*environment).to_owned()),
            _ => Self::Unknown,
        }
    }

    /// The environment that the address names.
    #[must_use]
    pub fn environment(&self) -> Option<&str> {
        match self {
            Self::Environment(id)
            | Self::Tasks(id)
            | Self::Task(id, _)
            | Self::Run(id, _)
            | Self::Unsettled(id)
            | Self::Reruns(id)
            | Self::OneRerun(id, _)
            | Self::Proof(id) => Some(id),
            Self::Home | Self::Check | Self::Unknown => None,
        }
    }
}
