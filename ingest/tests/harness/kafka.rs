//! Apache Kafka itself: `KAFKA_BOOTSTRAP` from the environment, else a broker of its own from Maven Central.

use super::checks::LONG;
use rdkafka::ClientConfig;
use rdkafka::admin::{AdminClient, AdminOptions, NewTopic, TopicReplication};
use rdkafka::client::DefaultClientContext;
use rdkafka::consumer::{BaseConsumer, Consumer};
use rdkafka::error::RDKafkaErrorCode;
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::time::{Duration, Instant};
use tokio::sync::Mutex;

/// The broker of this test process.
pub struct Broker {
    pub bootstrap: String,
    /// `None` for a broker that was given from outside and cannot be killed.
    own: Option<Mutex<Own>>,
}

struct Own {
    folder: PathBuf,
    bootstrap: String,
    /// A shell around Java that ends it when this process ends, and Java's process id.
    process: Option<(Child, u32)>,
}

pub fn broker() -> &'static Broker {
    static BROKER: OnceLock<Broker> = OnceLock::new();
    BROKER.get_or_init(|| match std::env::var("KAFKA_BOOTSTRAP") {
        Ok(bootstrap) => Broker { bootstrap, own: None },
        Err(_) => {
            let mut own = Own::format();
            own.start();
            own.wait_until_it_leads();
            Broker {
                bootstrap: own.bootstrap.clone(),
                own: Some(Mutex::new(own)),
            }
        }
    })
}

impl Broker {
    /// Makes a topic.
    pub async fn topic(&self, name: &str, partitions: i32) {
        let admin = self.admin();
        let topic = NewTopic::new(name, partitions, TopicReplication::Fixed(1));
        let options = AdminOptions::new().operation_timeout(Some(Duration::from_secs(10)));
        // Another test may be killing the broker right now.
        for _ in 0..10 {
            match admin.create_topics([&topic], &options).await.as_deref() {
                Ok([Ok(_) | Err((_, RDKafkaErrorCode::TopicAlreadyExists))]) => return,
                other => println!("topic {name} is made again: {other:?}"),
            }
        }
        panic!("topic {name} cannot be made");
    }

    /// Removes a topic, so that a broker from outside is left as it was.
    pub async fn delete_topic(&self, name: &str) {
        let deleted = self.admin().delete_topics(&[name], &AdminOptions::new()).await;
        deleted.unwrap();
    }

    fn admin(&self) -> AdminClient<DefaultClientContext> {
        let mut config = ClientConfig::new();
        config.set("bootstrap.servers", &self.bootstrap).create().unwrap()
    }

    /// Kills the broker with SIGKILL, starts it again and waits until it leads every partition. Does nothing to a
    /// broker from outside.
    pub async fn kill_and_restart(&self) {
        let Some(own) = &self.own else {
            println!("KAFKA_BOOTSTRAP is set: the broker is not killed");
            return;
        };
        let mut own = own.lock().await;
        own.kill();
        tokio::task::block_in_place(|| {
            own.start();
            own.wait_until_it_leads();
        });
    }
}

impl Own {
    fn format() -> Self {
        let folder = super::folder::fresh("kafka");
        std::fs::create_dir_all(&folder).unwrap();
        let [port, controller] = free_ports();
        let properties = format!(
            "{}listeners=PLAINTEXT://127.0.0.1:{port},CONTROLLER://127.0.0.1:{controller}\n\
             advertised.listeners=PLAINTEXT://127.0.0.1:{port}\ncontroller.quorum.voters=1@127.0.0.1:{controller}\n\
             log.dirs={}\n",
            std::fs::read_to_string(resource("server.properties")).unwrap(),
            folder.join("data").display()
        );
        std::fs::write(folder.join("server.properties"), properties).unwrap();
        let own = Self {
            folder,
            bootstrap: format!("127.0.0.1:{port}"),
            process: None,
        };
        let formatted = Command::new("java")
            .arg("-cp")
            .arg(class_path())
            .arg(format!(
                "-Dlog4j2.configurationFile={}",
                resource("log4j2.properties").display()
            ))
            .args([
                "kafka.tools.StorageTool",
                "format",
                "-t",
                "MkU3OEVBNTcwNTJENDM2Qg",
                "--ignore-formatted",
                "-c",
            ])
            .arg(own.folder.join("server.properties"))
            .output()
            .expect(
                "a JDK runs Apache Kafka: install default-jre-headless and maven, or set KAFKA_BOOTSTRAP",
            );
        assert!(
            formatted.status.success(),
            "{}",
            String::from_utf8_lossy(&formatted.stderr)
        );
        own
    }

    fn start(&mut self) {
        let log = std::fs::OpenOptions::new()
            .create(true)
            .append(true)
            .open(self.folder.join("broker.log"))
            .unwrap();
        // The shell waits for the end of its stdin, which is the end of this process, and takes Java along.
        let mut shell = Command::new("sh")
            .args([
                "-c",
                r#"java "$@" </dev/null >&2 & echo $!; cat >/dev/null; kill -9 $!"#,
                "sh",
            ])
            .args([
                "-Xms256m",
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
            ])
            .arg(class_path())
            .arg(format!(
                "-Dlog4j2.configurationFile={}",
                resource("log4j2.properties").display()
            ))
            .arg("kafka.Kafka")
            .arg(self.folder.join("server.properties"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .unwrap();
        let mut pid = String::new();
        BufReader::new(shell.stdout.take().unwrap())
            .read_line(&mut pid)
            .unwrap();
        self.process = Some((shell, pid.trim().parse().unwrap()));
    }

    fn kill(&mut self) {
        let (mut shell, pid) = self.process.take().unwrap();
        assert!(
            Command::new("kill")
                .args(["-9", &pid.to_string()])
                .status()
                .unwrap()
                .success()
        );
        drop(shell.stdin.take());
        shell.wait().unwrap();
    }

    /// Ready is when every partition of a metadata answer has a leader.
    fn wait_until_it_leads(&self) {
        let begun = Instant::now();
        loop {
            let asked: BaseConsumer = ClientConfig::new()
                .set("bootstrap.servers", &self.bootstrap)
                .set("reconnect.backoff.max.ms", "200")
                .set("log_level", "0")
                .create()
                .unwrap();
            let answer = asked.fetch_metadata(None, Duration::from_secs(2));
            let leads = answer.is_ok_and(|metadata| {
                let mut partitions = metadata.topics().iter().flat_map(|topic| topic.partitions());
                !metadata.brokers().is_empty() && partitions.all(|partition| partition.leader() >= 0)
            });
            if leads {
                return;
            }
            let log = self.folder.join("broker.log");
            assert!(
                begun.elapsed() < LONG,
                "Apache Kafka does not lead, see {}",
                log.display()
            );
        }
    }
}

/// The broker's jars, fetched once into the cache folder.
fn class_path() -> String {
    static JARS: OnceLock<PathBuf> = OnceLock::new();
    let jars = JARS.get_or_init(|| {
        let cache = std::env::var_os("XDG_CACHE_HOME")
            .map(PathBuf::from)
            .unwrap_or_else(|| {
                Path::new(&std::env::var_os("HOME").expect("HOME or XDG_CACHE_HOME says where to cache"))
                    .join(".cache")
            });
        let jars = cache.join("service-report/kafka/4.1.1");
        if !jars.exists() {
            fetch(&jars);
        }
        jars
    });
    format!("{}/*", jars.display())
}

fn fetch(jars: &Path) {
    let partial = jars.with_extension(std::process::id().to_string());
    let fetched = Command::new("mvn")
        .args(["-q", "-B", "-f"])
        .arg(resource("pom.xml"))
        .args([
            "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies",
            "-DincludeScope=runtime",
        ])
        .arg(format!("-DoutputDirectory={}", partial.display()))
        .output()
        .expect("Maven fetches Apache Kafka: install maven and default-jre-headless, or set KAFKA_BOOTSTRAP");
    assert!(
        fetched.status.success(),
        "{}",
        String::from_utf8_lossy(&fetched.stdout)
    );
    std::fs::create_dir_all(jars.parent().unwrap()).unwrap();
    std::fs::rename(&partial, jars).unwrap();
}

fn resource(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/kafka")
        .join(name)
}

fn free_ports() -> [u16; 2] {
    let held = [(); 2].map(|()| TcpListener::bind("127.0.0.1:0").unwrap());
    held.map(|listener| listener.local_addr().unwrap().port())
}
