using Kubesharp.Api;
using Kubesharp.Api.Apps;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.ApiServer.Admission;
using Kubesharp.ApiServer.Admission.Plugins;
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
    private readonly PodSecurity podSecurity = new();

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
            "unconfined" => Container(new() { SeccompProfile = new() { Type = "Unconfined" } }),
            "strict" => Container(Strict),
            "root" => Container(Strict with { RunAsUser = 0 }),
            _ => plain,
        };
    }
}
