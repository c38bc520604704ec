/**
 * Names that many machines share and that identify nobody. Literal lists: what is not in them is an identity.
 * All in lower case, compared without case.
 */

/** Accounts of systems, images and services, and stand-ins of documentation. `/root` is no home path at all. */
export const genericUsers = new Set([
  "root",
  "runner",
  "runneradmin",
  "ubuntu",
  "debian",
  "centos",
  "fedora",
  "rocky",
  "ec2-user",
  "azureuser",
  "opc",
  "user",
  "users",
  "username",
  "user_name",
  "your_username",
  "yourname",
  "you",
  "me",
  "admin",
  "administrator",
  "default",
  "public",
  "shared",
  "guest",
  "nobody",
  "app",
  "appuser",
  "node",
  "docker",
  "container",
  "vscode",
  "codespace",
  "gitpod",
  "jovyan",
  "circleci",
  "travis",
  "jenkins",
  "vagrant",
  "vsts",
  "vsts_azpcontainer",
  "containeradmin",
  "containeruser",
  "builder",
  "buildkite-agent",
  "gitlab-runner",
  "actions",
  "linuxbrew",
  "conda",
  "workspace",
  "sandbox"
]);

/** Local parts of addresses that no person reads. */
export const genericMailboxes = new Set(["git", "noreply", "no-reply", "donotreply", "do-not-reply"]);

/** Values of a host key, and names under a private suffix, that are the same everywhere. */
export const genericHosts = new Set([
  "localhost",
  "localhost.localdomain",
  "localhost4.localdomain4",
  "host.docker.internal",
  "gateway.docker.internal",
  "metadata.google.internal",
  "cluster.local",
  "svc.cluster.local",
  "none",
  "null",
  "nil",
  "undefined",
  "unknown",
  "n/a",
  "na",
  "host",
  "hostname",
  "node",
  "nodename",
  "string",
  "str",
  "true",
  "false",
  "cpu",
  "gpu",
  "cuda"
]);

/** Dotted names of code and configuration that end like a private host: `user.home` is a Java property. */
export const dottedCode = new Set(["user.home", "java.home", "threading.local", "module.local", "settings.local"]);

/** First labels of package names written in reverse (`org.example.internal`), which are no hosts. */
export const reverseDomains = new Set([
  "com",
  "org",
  "net",
  "io",
  "edu",
  "dev",
  "java",
  "javax",
  "jdk",
  "sun",
  "kotlin",
  "scala"
]);

/** Endings that make `name@x.png` a file, not a mailbox. */
export const fileEndings = new Set(
  "png jpg jpeg gif svg webp pt pth ckpt bin onnx json jsonl ndjson yaml yml toml csv tsv parquet log txt safetensors h5 npz npy pkl tar gz zip js ts css html".split(
    " "
  )
);
