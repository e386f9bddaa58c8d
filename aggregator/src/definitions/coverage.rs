//! Which agreement's word holds for which service and kind of record: the nearest one's.

use super::{Agreement, AgreementKind, AgreementVersion, Definitions, RecordType, Service, ServiceId};

/// One rule of one version of an agreement, for one service and kind of record.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Coverage<'a> {
    /// The agreement.
    pub agreement: &'a Agreement,
    /// Its version.
    pub version: &'a AgreementVersion,
    /// The service, or sub-service, that it reaches.
    pub service: &'a ServiceId,
    /// The kind of record.
    pub record_type: &'a RecordType,
}

impl Definitions {
    /// Every rule of every version, spread over services and sub-services.
    ///
    /// A service level agreement that names a sub-service goes before one that names its parent, so at any date
    /// at most one holds for a service and kind of record. Operational level agreements and contracts stand
    /// beside one another: each judges its own groups.
    pub fn coverage(&self) -> Vec<Coverage<'_>> {
        let mut rules = Vec::new();
        for agreement in &self.agreements {
            for service in &self.services {
                let Some(distance) = self.distance(agreement, service) else {
                    continue;
                };
                for version in &agreement.versions {
                    for record_type in &version.record_types {
                        if !self.nearer(agreement, service, record_type, distance) {
                            rules.push(Coverage {
                                agreement,
                                version,
                                service: &service.id,
                                record_type,
                            });
                        }
                    }
                }
            }
        }
        rules
    }

    /// Whether another service level agreement stands nearer to the service.
    fn nearer(&self, than: &Agreement, service: &Service, record_type: &RecordType, distance: usize) -> bool {
        than.kind == AgreementKind::Sla
            && self.agreements.iter().any(|other| {
                other.kind == AgreementKind::Sla
                    && other
                        .versions
                        .iter()
                        .any(|version| version.record_types.contains(record_type))
                    && self
                        .distance(other, service)
                        .is_some_and(|steps| steps < distance)
            })
    }

    /// Steps from the service up to the nearest one that the agreement names; 0 = itself.
    pub(crate) fn distance(&self, agreement: &Agreement, service: &Service) -> Option<usize> {
        self.lineage(service)
            .iter()
            .position(|ancestor| agreement.services.contains(ancestor))
    }

    /// The service, its parent, and so on up.
    pub(crate) fn lineage(&self, service: &Service) -> Vec<ServiceId> {
        let mut line = vec![service.id.clone()];
        let mut parent = service.parent.as_ref();
        while let Some(id) = parent {
            line.push(id.clone());
            parent = self.service(id.as_str()).and_then(|up| up.parent.as_ref());
        }
        line
    }
}
