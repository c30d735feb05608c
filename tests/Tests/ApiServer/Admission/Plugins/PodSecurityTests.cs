using Kubesharp.Api;
using Kubesharp.Api.Apps;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.ApiServer.Admission;
using Kubesharp.ApiServer.Admission.Plugins;
using Kubesharp.ApiServer.Admission.Security;
using Kubesharp.ApiServer.Authentication;
using Kubesharp.ApiServer.Authorization;
using Xunit;

namespace Kubesharp.Tests.ApiServer.Admission.Plugins;

public sealed class PodSecurityTests
{
    private static readonly SecurityContext Strict = new()
    {
        AllowPrivilegeEscalation = false,
        RunAsNonRoot = true,
        Capabilities = new() { Drop = ["ALL"] },
        SeccompProfile = new() { Type = "RuntimeDefault" },
    };

    private readonly ObjectTable objects = new();
    private readonly PodSecurity podSecurity = new(PodSecurityConfiguration.Default);

    // Level, what the Pod does, and the controls that it breaks.
    public static TheoryData<string, string, string> Cases => new()
    {
        { "", "privileged", "" },
        { "privileged", "privileged", "" },
        { "baseline", "plain", "" },
        { "baseline", "privileged", "privileged" },
        { "baseline", "hostNetwork", "host namespaces" },
        { "baseline", "hostPath", "hostPath volumes" },
        { "baseline", "capability", "non-default capabilities" },
        { "baseline", "hostPort", "hostPort" },
        { "baseline", "sysctl", "forbidden sysctls" },
        { "baseline", "unconfined", "seccompProfile" },
        { "restricted", "strict", "" },
        {
            "restricted", "plain",
            "allowPrivilegeEscalation != false;unrestricted capabilities;runAsNonRoot != true;seccompProfile"
        },
        { "restricted", "root", "runAsUser=0" },
        { "restricted", "hostPath", "restricted volume types" },
        { "unheard-of", "root", "runAsUser=0" }, // A level that nobody knows is the strictest.
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task ALevelRefusesWhatItSays(string level, string what, string broken)
    {
        Label("enforce", level);
        Status? error = await podSecurity.ValidateAsync(
            Context(new Pod { Metadata = new() { Name = "web", Namespace = "team" }, Spec = Spec(what) }, "pods"),
            CancellationToken.None);
        string[] controls = broken.Split(';', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(controls.Length == 0, error is null);
        Assert.All(controls, control => Assert.Contains(control + " (", error!.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task TheRefusalHasKubernetesWords()
    {
        Label("enforce", "baseline");
        Pod pod = new() { Metadata = new() { Name = "web", Namespace = "team" }, Spec = Spec("privileged") };
        Status? error = await podSecurity.ValidateAsync(Context(pod, "pods"), CancellationToken.None);
        Assert.Equal(
            "pods \"web\" is forbidden: violates PodSecurity \"baseline:latest\": privileged (container \"main\" must "
            + "not set securityContext.privileged=true)",
            error!.Message);
    }

    [Fact]
    public async Task WhatMakesPodsIsWarnedAbout()
    {
        Label("warn", "baseline");
        Deployment deployment = new()
        {
            Metadata = new() { Name = "web", Namespace = "team" },
            Spec = new() { Template = new() { Spec = Spec("hostNetwork") } },
        };
        AdmissionContext context = Context(deployment, "deployments");
        Assert.Null(await podSecurity.ValidateAsync(context, CancellationToken.None));
        Assert.Equal(
            "would violate PodSecurity \"baseline:latest\": host namespaces (hostNetwork=true)",
            Assert.Single(context.Warnings));
    }

    [Fact]
    public async Task AStricterNamespaceIsToldOfItsPods()
    {
        foreach ((string name, string what) in (ReadOnlySpan<(string, string)>)[
            ("b", "hostNetwork"), ("a", "hostNetwork"), ("c", "privileged"), ("d", "strict")])
        {
            objects.Add(
                Resources.Pods, new Pod { Metadata = new() { Name = name, Namespace = "team" }, Spec = Spec(what) });
        }
        objects.Add(
            Resources.Pods, new Pod { Metadata = new() { Name = "e", Namespace = "x" }, Spec = Spec("hostNetwork") });
        Assert.Equal(
            [
                "existing pods in namespace \"team\" violate the new PodSecurity enforce level \"baseline:latest\"",
                "a (and 1 other pod): host namespaces",
                "c: privileged",
            ],
            await ChangeAsync("", "baseline"));
        Assert.NotEmpty(await ChangeAsync("baseline", "restricted"));
        Assert.Empty(await ChangeAsync("restricted", "baseline"));
        Assert.Empty(await ChangeAsync("baseline", "baseline"));
        Assert.Empty(await ChangeAsync("baseline", "privileged"));

        async Task<IEnumerable<string>> ChangeAsync(string from, string to)
        {
            AdmissionContext context = Context(Team("enforce", to), "namespaces") with
            {
                Verb = AdmissionVerb.Update,
                OldObject = Team("enforce", from),
            };
            Assert.True(podSecurity.Handles(context));
            Assert.Null(await podSecurity.ValidateAsync(context, CancellationToken.None));
            return context.Warnings;
        }
    }

    [Theory]
    [InlineData("enforce", "Baseline", "must be one of privileged, baseline, restricted")]
    [InlineData("enforce-version", "1.30", "must be \"latest\" or \"v1.x\"")]
    [InlineData("audit", "none", "must be one of privileged, baseline, restricted")]
    [InlineData("audit-version", "v1.030", "must be \"latest\" or \"v1.x\"")]
    [InlineData("warn", "", "must be one of privileged, baseline, restricted")]
    [InlineData("warn-version", "newest", "must be \"latest\" or \"v1.x\"")]
    public async Task ANamespacesLabelsMustMakeSense(string mode, string value, string problem)
    {
        Namespace labelled = new()
        {
            Metadata = new()
            {
                Name = "team",
                Labels = new Dictionary<string, string> { [$"pod-security.kubernetes.io/{mode}"] = value },
            },
        };
        Status? error = await podSecurity.ValidateAsync(Context(labelled, "namespaces"), CancellationToken.None);
        Assert.Equal(422, error!.Code);
        Assert.Equal(
            $"Namespace \"team\" is invalid: metadata.labels[pod-security.kubernetes.io/{mode}]: Invalid value: "
            + $"\"{value}\": {problem}",
            error.Message);
        // What has been wrong may stay so: the rest of the object can still be changed.
        Assert.Null(await podSecurity.ValidateAsync(
            Context(labelled, "namespaces") with { Verb = AdmissionVerb.Update, OldObject = labelled },
            CancellationToken.None));
    }

    [Fact]
    public async Task ANamespaceMayAskForAnOlderVersion()
    {
        objects.Add(Resources.Namespaces, Team("enforce", "baseline") is var team ? team with
        {
            Metadata = team.Metadata with
            {
                Labels = new Dictionary<string, string>(team.Metadata.Labels)
                {
                    ["pod-security.kubernetes.io/enforce-version"] = "v1.26",
                },
            },
        } : team);
        Status? error = await podSecurity.ValidateAsync(
            Context(PodOf("sysctl27"), "pods"), CancellationToken.None);
        Assert.Equal(
            "pods \"web\" is forbidden: violates PodSecurity \"baseline:v1.26\": forbidden sysctls "
            + "(net.ipv4.ip_local_reserved_ports)",
            error!.Message);
        Label("enforce", "baseline");
        Assert.Null(await podSecurity.ValidateAsync(Context(PodOf("sysctl27"), "pods"), CancellationToken.None));
    }

    [Fact]
    public async Task WhatIsDecidedIsWrittenDown()
    {
        Label("audit", "baseline");
        Dictionary<string, string> notes = await NotesAsync(podSecurity, PodOf("privileged"), "user");
        Assert.Equal("privileged:latest", notes["pod-security.kubernetes.io/enforce-policy"]);
        Assert.Equal(
            "would violate PodSecurity \"baseline:latest\": privileged (container \"main\" must not set "
            + "securityContext.privileged=true)",
            notes["pod-security.kubernetes.io/audit-violations"]);
        Label("enforce", "privileged");
        notes = await NotesAsync(podSecurity, PodOf("privileged"), "user");
        Assert.Equal(
            new Dictionary<string, string> { ["pod-security.kubernetes.io/enforce-policy"] = "privileged:latest" },
            notes);
        Label("enforce", "unheard-of");
        notes = await NotesAsync(podSecurity, PodOf("strict"), "user");
        Assert.Equal("restricted:latest", notes["pod-security.kubernetes.io/enforce-policy"]);
        Assert.Equal(
            "Failed to parse policy: metadata.labels[pod-security.kubernetes.io/enforce]: Invalid value: "
            + "\"unheard-of\": must be one of privileged, baseline, restricted",
            notes["pod-security.kubernetes.io/error"]);
    }

    [Theory]
    [InlineData("ada", "team", "", "user")]
    [InlineData("user", "infra", "", "namespace")]
    [InlineData("user", "team", "vm", "runtimeClass")]
    [InlineData("user", "team", "", null)]
    public async Task TheExemptPass(string user, string @namespace, string runtimeClass, string? reason)
    {
        PodSecurity configured = new(new(
            PodSecurityPolicy.Privileged with { Enforce = new(PodSecurityLevel.Restricted, PodSecurityTarget.Latest) },
            new HashSet<string> { "ada" }, new HashSet<string> { "infra" }, new HashSet<string> { "vm" }));
        Label("warn", "privileged");
        Pod pod = PodOf("privileged");
        Dictionary<string, string> notes = await NotesAsync(
            configured, pod with { Spec = pod.Spec with { RuntimeClassName = runtimeClass } }, user, @namespace,
            refused: reason is null);
        Assert.Equal(reason, notes.GetValueOrDefault("pod-security.kubernetes.io/exempt"));
    }

    [Fact]
    public async Task APolicyForAnExemptNamespaceIsToldToBeIdle()
    {
        PodSecurity configured = new(new(
            PodSecurityPolicy.Privileged, new HashSet<string>(), new HashSet<string> { "team" },
            new HashSet<string>()));
        AdmissionContext context = Context(Team("enforce", "baseline"), "namespaces");
        Assert.Null(await configured.ValidateAsync(context, CancellationToken.None));
        Assert.Equal(
            "namespace \"team\" is exempt from Pod Security, and the policy (enforce=baseline:latest) will be ignored",
            Assert.Single(context.Warnings));
    }

    [Fact]
    public async Task APodIsLookedAtAgainWhenItsContainersChange()
    {
        Label("enforce", "baseline");
        Pod before = PodOf("privileged");
        async Task<bool> PassesAsync(Pod after) => await podSecurity.ValidateAsync(
            Context(after, "pods") with { Verb = AdmissionVerb.Update, OldObject = before },
            CancellationToken.None) is null;
        // Labels and tolerations of a Pod that is there already may change.
        Assert.True(await PassesAsync(before with { Spec = before.Spec with { Tolerations = [new() { Key = "a" }] } }));
        Assert.False(await PassesAsync(before with
        {
            Spec = before.Spec with { Containers = [before.Spec.Containers[0] with { Image = "other" }] },
        }));
        before = PodOf("plain");
        Assert.False(await PassesAsync(before with
        {
            Spec = before.Spec with
            {
                EphemeralContainers = [new() { Name = "debug", SecurityContext = new() { Privileged = true } }],
            },
        }));
    }

    private async Task<Dictionary<string, string>> NotesAsync(
        PodSecurity plugin, Pod pod, string user, string @namespace = "team", bool refused = false)
    {
        Dictionary<string, string> notes = [];
        Status? error = await plugin.ValidateAsync(
            Context(pod, "pods") with { Annotate = notes.Add, User = Users.Of(user), Namespace = @namespace },
            CancellationToken.None);
        Assert.Equal(refused, error is not null);
        return notes;
    }

    private static Pod PodOf(string what) =>
        new() { Metadata = new() { Name = "web", Namespace = "team" }, Spec = Spec(what) };

    private void Label(string mode, string level) => objects.Add(Resources.Namespaces, Team(mode, level));

    private static Namespace Team(string mode, string level) => new()
    {
        Metadata = new()
        {
            Name = "team",
            Labels = level.Length == 0
                ? new Dictionary<string, string>()
                : new Dictionary<string, string> { [$"pod-security.kubernetes.io/{mode}"] = level },
        },
    };

    private AdmissionContext Context(ApiObject written, string resource) => new()
    {
        Verb = AdmissionVerb.Create,
        Resource = new(GroupVersion.Parse(written.ApiVersion).Group, "v1", resource),
        Kind = written.Kind,
        Namespace = "team",
        Name = "web",
        Object = written,
        User = Users.Of("user"),
        Objects = objects,
    };

    private static PodSpec Spec(string what)
    {
        PodSpec Container(SecurityContext context) =>
            new() { Containers = [new() { Name = "main", SecurityContext = context }] };
        PodSpec plain = Container(SecurityContext.Empty);
        return what switch
        {
            "privileged" => Container(new() { Privileged = true }),
            "hostNetwork" => plain with { HostNetwork = true },
            "hostPath" => Container(Strict) with { Volumes = [new() { Name = "v", HostPath = new() { Path = "/" } }] },
            "capability" => Container(new() { Capabilities = new() { Add = ["SYS_ADMIN"] } }),
            "hostPort" => new() { Containers = [new() { Name = "main", Ports = [new() { HostPort = 80 }] }] },
            "sysctl" => plain with { SecurityContext = new() { Sysctls = [new() { Name = "kernel.msgmax" }] } },
            "sysctl27" => plain with
            {
                SecurityContext = new() { Sysctls = [new() { Name = "net.ipv4.ip_local_reserved_ports" }] },
            },
            "unconfined" => Container(new() { SeccompProfile = new() { Type = "Unconfined" } }),
            "strict" => Container(Strict),
            "root" => Container(Strict with { RunAsUser = 0 }),
            _ => plain,
        };
    }
}
