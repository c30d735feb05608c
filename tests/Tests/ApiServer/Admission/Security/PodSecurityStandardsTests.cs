using System.Text;
using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.ApiServer.Admission.Security;
using Xunit;

namespace Kubesharp.Tests.ApiServer.Admission.Security;

/// <summary>
/// Every field that baseline and restricted look at, in every kind of container, passing and failing, with the messages
/// of the Pod Security Standards.
/// </summary>
public sealed class PodSecurityStandardsTests
{
    private const string ReservedPorts = "net.ipv4.ip_local_reserved_ports";

    private const string Strict =
        "\"securityContext\":{\"allowPrivilegeEscalation\":false,\"runAsNonRoot\":true,"
            + "\"capabilities\":{\"drop\":[\"ALL\"]},\"seccompProfile\":{\"type\":\"RuntimeDefault\"}}";

    // A container's fields, and what baseline says about it; empty: nothing.
    public static TheoryData<string, string> BaselineContainers => new()
    {
        { "", "" },
        { "\"securityContext\":{\"privileged\":false}", "" },
        {
            "\"securityContext\":{\"privileged\":true}",
            "privileged (container \"c\" must not set securityContext.privileged=true)"
        },
        { "\"securityContext\":{\"capabilities\":{\"add\":[\"CHOWN\",\"NET_BIND_SERVICE\",\"SYS_CHROOT\"]}}", "" },
        {
            "\"securityContext\":{\"capabilities\":{\"add\":[\"SYS_ADMIN\",\"CHOWN\",\"NET_RAW\"]}}",
            "non-default capabilities (container \"c\" must not include \"NET_RAW\", \"SYS_ADMIN\" in "
            + "securityContext.capabilities.add)"
        },
        { "\"ports\":[{\"containerPort\":80}]", "" },
        { "\"ports\":[{\"containerPort\":80,\"hostPort\":80}]", "hostPort (container \"c\" uses hostPort 80)" },
        {
            "\"ports\":[{\"containerPort\":80,\"hostPort\":80},{\"containerPort\":443,\"hostPort\":443}]",
            "hostPort (container \"c\" uses hostPorts 443, 80)"
        },
        { "\"securityContext\":{\"procMount\":\"Default\"}", "" },
        {
            "\"securityContext\":{\"procMount\":\"Unmasked\"}",
            "procMount (container \"c\" must not set securityContext.procMount to \"Unmasked\")"
        },
        { "\"securityContext\":{\"seccompProfile\":{\"type\":\"Localhost\",\"localhostProfile\":\"a\"}}", "" },
        { "\"securityContext\":{\"seccompProfile\":{\"type\":\"RuntimeDefault\"}}", "" },
        {
            "\"securityContext\":{\"seccompProfile\":{\"type\":\"Unconfined\"}}",
            "seccompProfile (container \"c\" must not set securityContext.seccompProfile.type to \"Unconfined\")"
        },
        { "\"securityContext\":{\"seLinuxOptions\":{\"type\":\"container_t\",\"level\":\"s0\"}}", "" },
        { "\"securityContext\":{\"seLinuxOptions\":{\"type\":\"container_engine_t\"}}", "" },
        {
            "\"securityContext\":{\"seLinuxOptions\":{\"type\":\"spc_t\"}}",
            "seLinuxOptions (container \"c\" set forbidden securityContext.seLinuxOptions: type \"spc_t\")"
        },
        {
            "\"securityContext\":{\"seLinuxOptions\":{\"user\":\"u\",\"role\":\"r\"}}",
            "seLinuxOptions (container \"c\" set forbidden securityContext.seLinuxOptions: user may not be set; role "
            + "may not be set)"
        },
        { "\"securityContext\":{\"windowsOptions\":{\"hostProcess\":false}}", "" },
        {
            "\"securityContext\":{\"windowsOptions\":{\"hostProcess\":true}}",
            "hostProcess (container \"c\" must not set securityContext.windowsOptions.hostProcess=true)"
        },
        { "\"securityContext\":{\"appArmorProfile\":{\"type\":\"RuntimeDefault\"}}", "" },
        { "\"securityContext\":{\"appArmorProfile\":{\"type\":\"Localhost\",\"localhostProfile\":\"a\"}}", "" },
        {
            "\"securityContext\":{\"appArmorProfile\":{\"type\":\"Unconfined\"}}",
            "forbidden AppArmor profile (container \"c\" must not set AppArmor profile type to \"Unconfined\")"
        },
        { "\"livenessProbe\":{\"httpGet\":{\"port\":80}}", "" },
        { "\"livenessProbe\":{\"httpGet\":{\"port\":80,\"host\":\"h\"}}", ProbeHost("h") },
        { "\"readinessProbe\":{\"tcpSocket\":{\"port\":80,\"host\":\"h\"}}", ProbeHost("h") },
        { "\"startupProbe\":{\"httpGet\":{\"port\":80,\"host\":\"h\"}}", ProbeHost("h") },
        { "\"lifecycle\":{\"postStart\":{\"httpGet\":{\"port\":80,\"host\":\"h\"}}}", ProbeHost("h") },
        { "\"lifecycle\":{\"preStop\":{\"tcpSocket\":{\"port\":80,\"host\":\"h\"}}}", ProbeHost("h") },
        {
            "\"livenessProbe\":{\"httpGet\":{\"port\":80,\"host\":\"h\"}},"
                + "\"readinessProbe\":{\"httpGet\":{\"port\":80,\"host\":\"g\"}}",
            "probe or lifecycle host (container \"c\" uses probe or lifecycle hosts \"g\", \"h\")"
        },
    };

    [Theory]
    [MemberData(nameof(BaselineContainers))]
    public void BaselineLooksAtEveryContainer(string fields, string expected)
    {
        string container = Container("c", fields);
        foreach (string kind in new[] { "containers", "initContainers", "ephemeralContainers" })
            Assert.Equal(expected, Check("baseline", "latest", $"\"{kind}\":[{container}]"));
    }

    // A container's fields that differ from a strict one's, and what restricted says about it.
    public static TheoryData<string, string, string> RestrictedContainers => new()
    {
        { "", "", "" },
        {
            "\"allowPrivilegeEscalation\":false", "\"allowPrivilegeEscalation\":true",
            "allowPrivilegeEscalation != false (container \"c\" must set "
            + "securityContext.allowPrivilegeEscalation=false)"
        },
        {
            "\"allowPrivilegeEscalation\":false,", "",
            "allowPrivilegeEscalation != false (container \"c\" must set "
            + "securityContext.allowPrivilegeEscalation=false)"
        },
        {
            "\"drop\":[\"ALL\"]", "\"drop\":[\"CHOWN\"]",
            "unrestricted capabilities (container \"c\" must set securityContext.capabilities.drop=[\"ALL\"])"
        },
        { "\"drop\":[\"ALL\"]", "\"drop\":[\"ALL\"],\"add\":[\"NET_BIND_SERVICE\"]", "" },
        {
            "\"drop\":[\"ALL\"]", "\"add\":[\"CHOWN\"]",
            "unrestricted capabilities (container \"c\" must set securityContext.capabilities.drop=[\"ALL\"]; "
            + "container \"c\" must not include \"CHOWN\" in securityContext.capabilities.add)"
        },
        {
            "\"runAsNonRoot\":true,", "",
            "runAsNonRoot != true (pod or container \"c\" must set securityContext.runAsNonRoot=true)"
        },
        {
            "\"runAsNonRoot\":true", "\"runAsNonRoot\":false",
            "runAsNonRoot != true (container \"c\" must not set securityContext.runAsNonRoot=false)"
        },
        { "\"runAsNonRoot\":true", "\"runAsNonRoot\":true,\"runAsUser\":1", "" },
        {
            "\"runAsNonRoot\":true", "\"runAsNonRoot\":true,\"runAsUser\":0",
            "runAsUser=0 (container \"c\" must not set runAsUser=0)"
        },
        { "\"type\":\"RuntimeDefault\"", "\"type\":\"Localhost\"", "" },
        {
            "\"type\":\"RuntimeDefault\"", "\"type\":\"Unconfined\"",
            "seccompProfile (container \"c\" must not set securityContext.seccompProfile.type to \"Unconfined\")"
        },
        {
            ",\"seccompProfile\":{\"type\":\"RuntimeDefault\"}", "",
            "seccompProfile (pod or container \"c\" must set securityContext.seccompProfile.type to "
            + "\"RuntimeDefault\" or \"Localhost\")"
        },
        {
            "\"runAsNonRoot\":true", "\"runAsNonRoot\":true,\"procMount\":\"Unmasked\"",
            "procMount (container \"c\" must not set securityContext.procMount to \"Unmasked\")"
        },
        {
            "\"runAsNonRoot\":true", "\"runAsNonRoot\":true,\"privileged\":true",
            "privileged (container \"c\" must not set securityContext.privileged=true)"
        },
    };

    [Theory]
    [MemberData(nameof(RestrictedContainers))]
    public void RestrictedLooksAtEveryContainer(string part, string instead, string expected)
    {
        string fields = part.Length == 0 ? Strict : Strict.Replace(part, instead, StringComparison.Ordinal);
        Assert.True(part.Length == 0 || fields != Strict);
        foreach (string kind in new[] { "containers", "initContainers", "ephemeralContainers" })
            Assert.Equal(expected, Check("restricted", "latest", $"\"{kind}\":[{Container("c", fields)}]"));
    }

    // Fields of the Pod itself beside a strict container, the level, and what it says.
    public static TheoryData<string, string, string> Pods => new()
    {
        { "baseline", "\"hostNetwork\":true", "host namespaces (hostNetwork=true)" },
        {
            "baseline", "\"hostNetwork\":true,\"hostPID\":true,\"hostIPC\":true",
            "host namespaces (hostNetwork=true, hostPID=true, hostIPC=true)"
        },
        { "baseline", "\"hostUsers\":true", "" },
        {
            "baseline", "\"volumes\":[{\"name\":\"a\",\"hostPath\":{\"path\":\"/\"}},{\"name\":\"b\","
                + "\"hostPath\":{\"path\":\"/\"}}]",
            "hostPath volumes (volumes \"a\", \"b\")"
        },
        { "baseline", "\"volumes\":[{\"name\":\"a\",\"nfs\":{\"server\":\"s\",\"path\":\"/\"}}]", "" },
        {
            "restricted", "\"volumes\":[{\"name\":\"a\",\"hostPath\":{\"path\":\"/\"}}]",
            "restricted volume types (volume \"a\" uses restricted volume type \"hostPath\")"
        },
        {
            "restricted",
            "\"volumes\":[{\"name\":\"a\",\"nfs\":{\"server\":\"s\",\"path\":\"/\"}},{\"name\":\"b\","
                + "\"iscsi\":{}},{\"name\":\"c\",\"emptyDir\":{}}]",
            "restricted volume types (volumes \"a\", \"b\" use restricted volume types \"iscsi\", \"nfs\")"
        },
        {
            "restricted",
            "\"volumes\":[{\"name\":\"a\",\"configMap\":{}},{\"name\":\"b\",\"csi\":{}},{\"name\":\"c\","
                + "\"downwardAPI\":{}},{\"name\":\"d\",\"emptyDir\":{}},{\"name\":\"e\",\"ephemeral\":{}},"
                + "{\"name\":\"f\",\"persistentVolumeClaim\":{}},{\"name\":\"g\",\"projected\":{}},"
                + "{\"name\":\"h\",\"secret\":{}},{\"name\":\"i\",\"image\":{}}]",
            ""
        },
        {
            "baseline", "\"securityContext\":{\"sysctls\":[{\"name\":\"kernel.shm_rmid_forced\",\"value\":\"1\"},"
                + "{\"name\":\"net.ipv4.tcp_rmem\",\"value\":\"1\"}]}", ""
        },
        {
            "baseline", "\"securityContext\":{\"sysctls\":[{\"name\":\"kernel.msgmax\",\"value\":\"1\"},"
                + "{\"name\":\"vm.x\",\"value\":\"1\"}]}",
            "forbidden sysctls (kernel.msgmax, vm.x)"
        },
        {
            "baseline", "\"securityContext\":{\"seccompProfile\":{\"type\":\"Unconfined\"}}",
            "seccompProfile (pod must not set securityContext.seccompProfile.type to \"Unconfined\")"
        },
        {
            "baseline", "\"securityContext\":{\"seLinuxOptions\":{\"type\":\"spc_t\",\"user\":\"u\"}}",
            "seLinuxOptions (pod set forbidden securityContext.seLinuxOptions: type \"spc_t\"; user may not be set)"
        },
        {
            "baseline", "\"securityContext\":{\"windowsOptions\":{\"hostProcess\":true}}",
            "hostProcess (pod must not set securityContext.windowsOptions.hostProcess=true)"
        },
        {
            "baseline", "\"securityContext\":{\"appArmorProfile\":{\"type\":\"Unconfined\"}}",
            "forbidden AppArmor profile (pod must not set AppArmor profile type to \"Unconfined\")"
        },
        {
            "restricted", "\"securityContext\":{\"runAsNonRoot\":false}",
            "runAsNonRoot != true (pod must not set securityContext.runAsNonRoot=false)"
        },
        {
            "restricted", "\"securityContext\":{\"runAsUser\":0}",
            "runAsUser=0 (pod must not set runAsUser=0)"
        },
        { "privileged", "\"hostNetwork\":true,\"hostPID\":true", "" },
    };

    [Theory]
    [MemberData(nameof(Pods))]
    public void ThePodItselfIsLookedAt(string level, string fields, string expected) =>
        Assert.Equal(expected, Check(level, "latest", $"{fields},\"containers\":[{Container("c", Strict)}]"));

    [Fact]
    public void ThePodSpeaksForItsContainers() => Assert.Equal("", Check(
        "restricted", "latest",
        "\"securityContext\":{\"runAsNonRoot\":true,\"seccompProfile\":{\"type\":\"RuntimeDefault\"}},"
            + "\"containers\":[" + Container(
            "c", "\"securityContext\":{\"allowPrivilegeEscalation\":false,"
                + "\"capabilities\":{\"drop\":[\"ALL\"]}}") + "]"));

    [Fact]
    public void AllThatIsBrokenIsNamedInUpstreamsOrder() => Assert.Equal(
        "host namespaces (hostNetwork=true), privileged (containers \"a\", \"b\" must not set "
        + "securityContext.privileged=true), allowPrivilegeEscalation != false (containers \"a\", \"b\" must set "
        + "securityContext.allowPrivilegeEscalation=false), unrestricted capabilities (containers \"a\", \"b\" "
        + "must set "
        + "securityContext.capabilities.drop=[\"ALL\"]), restricted volume types (volume \"v\" uses restricted volume "
        + "type \"hostPath\"), runAsNonRoot != true (pod or containers \"a\", \"b\" must set "
        + "securityContext.runAsNonRoot=true), seccompProfile (pod or containers \"a\", \"b\" must set "
        + "securityContext.seccompProfile.type to \"RuntimeDefault\" or \"Localhost\")",
        Check(
            "restricted", "latest",
            "\"hostNetwork\":true,\"volumes\":[{\"name\":\"v\",\"hostPath\":{\"path\":\"/\"}}],"
                + "\"initContainers\":[" + Container(
                "a", "\"securityContext\":{\"privileged\":true}") + "],\"containers\":["
            + Container("b", "\"securityContext\":{\"privileged\":true}") + "]"));

    // Level, version, a Pod's fields, and what that version says.
    public static TheoryData<string, string, string, string> Versions => new()
    {
        { "baseline", "v1.33", Of("\"livenessProbe\":{\"httpGet\":{\"port\":80,\"host\":\"h\"}}"), "" },
        { "baseline", "v1.34", Of("\"livenessProbe\":{\"httpGet\":{\"port\":80,\"host\":\"h\"}}"), ProbeHost("h") },
        { "baseline", "v1.99", Of("\"livenessProbe\":{\"httpGet\":{\"port\":80,\"host\":\"h\"}}"), ProbeHost("h") },
        {
            "baseline", "v1.30", Of("\"securityContext\":{\"seLinuxOptions\":{\"type\":\"container_engine_t\"}}"),
            "seLinuxOptions (container \"c\" set forbidden securityContext.seLinuxOptions: type \"container_engine_t\")"
        },
        { "baseline", "v1.31", Of("\"securityContext\":{\"seLinuxOptions\":{\"type\":\"container_engine_t\"}}"), "" },
        { "baseline", "v1.26", Sysctl(ReservedPorts), Forbidden(ReservedPorts) },
        { "baseline", "v1.27", Sysctl(ReservedPorts), "" },
        { "baseline", "v1.28", Sysctl("net.ipv4.tcp_keepalive_time"), Forbidden("net.ipv4.tcp_keepalive_time") },
        { "baseline", "v1.29", Sysctl("net.ipv4.tcp_keepalive_time"), "" },
        { "baseline", "v1.31", Sysctl("net.ipv4.tcp_wmem"), Forbidden("net.ipv4.tcp_wmem") },
        { "baseline", "v1.32", Sysctl("net.ipv4.tcp_wmem"), "" },
        { "baseline", "v1.18", Of("\"securityContext\":{\"seccompProfile\":{\"type\":\"Unconfined\"}}"), "" },
        {
            "baseline", "v1.19", Of("\"securityContext\":{\"seccompProfile\":{\"type\":\"Unconfined\"}}"),
            "seccompProfile (container \"c\" must not set securityContext.seccompProfile.type to \"Unconfined\")"
        },
        {
            "baseline", "v1.34", "\"hostUsers\":false," + Of("\"securityContext\":{\"procMount\":\"Unmasked\"}"),
            "procMount (container \"c\" must not set securityContext.procMount to \"Unmasked\")"
        },
        { "baseline", "v1.35", "\"hostUsers\":false," + Of("\"securityContext\":{\"procMount\":\"Unmasked\"}"), "" },
        // Until 1.8 there was nothing to ask for, until 1.22 capabilities were baseline's.
        {
            "restricted", "v1.7", Of("\"securityContext\":{\"capabilities\":{\"add\":[\"SYS_ADMIN\"]}}"),
            "non-default capabilities (container \"c\" must not include \"SYS_ADMIN\" in "
            + "securityContext.capabilities.add), runAsNonRoot != true (pod or container \"c\" must set "
            + "securityContext.runAsNonRoot=true)"
        },
        {
            "restricted", "v1.34",
            "\"hostUsers\":false,"
                + "" + Of(Strict.Replace("\"runAsNonRoot\":true", "\"runAsUser\":0", StringComparison.Ordinal)),
            "runAsNonRoot != true (pod or container \"c\" must set securityContext.runAsNonRoot=true), runAsUser=0 "
            + "(container \"c\" must not set runAsUser=0)"
        },
        {
            "restricted", "v1.35",
            "\"hostUsers\":false,"
                + "" + Of(Strict.Replace("\"runAsNonRoot\":true", "\"runAsUser\":0", StringComparison.Ordinal)),
            ""
        },
        { "restricted", "v1.22", Of(Strict.Replace("true", "true,\"runAsUser\":0", StringComparison.Ordinal)), "" },
        {
            "restricted", "v1.23", Of(Strict.Replace("true", "true,\"runAsUser\":0", StringComparison.Ordinal)),
            "runAsUser=0 (container \"c\" must not set runAsUser=0)"
        },
        { "restricted", "v1.25", "\"os\":{\"name\":\"windows\"},"
            + "" + Of("\"securityContext\":{\"runAsNonRoot\":true}"), "" },
        {
            "restricted", "v1.24", "\"os\":{\"name\":\"windows\"}," + Of(
                "\"securityContext\":{\"runAsNonRoot\":true,\"capabilities\":{\"drop\":[\"ALL\"]},"
                    + "\"seccompProfile\":{\"type\":\"Localhost\"}}"),
            "allowPrivilegeEscalation != false (container \"c\" must set "
            + "securityContext.allowPrivilegeEscalation=false)"
        },
    };

    [Theory]
    [MemberData(nameof(Versions))]
    public void AVersionIsAsItWas(string level, string version, string fields, string expected) =>
        Assert.Equal(expected, Check(level, version, fields));

    // Annotations of old, by version.
    [Theory]
    [InlineData("latest", "container.apparmor.security.beta.kubernetes.io/c", "runtime/default", "")]
    [InlineData("latest", "container.apparmor.security.beta.kubernetes.io/c", "localhost/a", "")]
    [InlineData("latest", "container.apparmor.security.beta.kubernetes.io/c", "unconfined",
        "forbidden AppArmor profile (annotation must not set AppArmor profile type to "
        + "\"container.apparmor.security.beta.kubernetes.io/c=\"unconfined\"\")")]
    [InlineData("v1.18", "seccomp.security.alpha.kubernetes.io/pod", "docker/default", "")]
    [InlineData("v1.18", "seccomp.security.alpha.kubernetes.io/pod", "unconfined",
        "seccompProfile (forbidden annotation seccomp.security.alpha.kubernetes.io/pod=\"unconfined\")")]
    [InlineData("v1.18", "container.seccomp.security.alpha.kubernetes.io/c", "unconfined",
        "seccompProfile (forbidden annotation container.seccomp.security.alpha.kubernetes.io/c=\"unconfined\")")]
    [InlineData("v1.19", "seccomp.security.alpha.kubernetes.io/pod", "unconfined", "")]
    public void AnnotationsCountWhileTheyDid(string version, string key, string value, string expected) =>
        Assert.Equal(expected, Check("baseline", version, Of(""), new() { [key] = value }));

    [Theory]
    [InlineData("latest", true)]
    [InlineData("v1.0", true)]
    [InlineData("v1.36", true)]
    [InlineData("v1.01", false)]
    [InlineData("v2.0", false)]
    [InlineData("v1", false)]
    [InlineData("1.30", false)]
    [InlineData("v1.-1", false)]
    [InlineData("v1.99999999999", false)]
    public void AVersionLooksLikeThis(string text, bool good) =>
        Assert.Equal(good, PodSecurityTarget.ParseVersion(text).Minor is not null);

    private static string ProbeHost(string host) =>
        $"probe or lifecycle host (container \"c\" uses probe or lifecycle host \"{host}\")";

    private static string Sysctl(string name) =>
        $"\"securityContext\":{{\"sysctls\":[{{\"name\":\"{name}\",\"value\":\"1\"}}]}}," + Of("");

    private static string Forbidden(string sysctl) => $"forbidden sysctls ({sysctl})";

    private static string Of(string fields) => $"\"containers\":[{Container("c", fields)}]";

    private static string Container(string name, string fields) =>
        $"{{\"name\":\"{name}\",\"image\":\"i\"{(fields.Length > 0 ? "," : "")}{fields}}}";

    private static string Check(
        string level, string version, string spec, Dictionary<string, string>? annotations = null)
    {
        Pod pod = (Pod)ResourceRegistry.FindCodec("v1", "Pod")!.ReadJson(
            Encoding.UTF8.GetBytes($"{{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"spec\":{{{spec}}}}}"));
        PodSecurityTarget target = new(
            PodSecurityTarget.ParseLevel(level).Level!.Value, PodSecurityTarget.ParseVersion(version).Minor!.Value);
        return string.Join(", ", PodSecurityStandards.Check(annotations ?? [], pod.Spec, target));
    }
}
