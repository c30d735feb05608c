using Kubesharp.Api;
using Kubesharp.Api.Authentication;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Rbac;
using Kubesharp.Api.Scheduling;
using Kubesharp.Api.Storage;
using Kubesharp.ApiServer.Admission;
using Kubesharp.ApiServer.Admission.Plugins;
using Kubesharp.ApiServer.Authentication;
using Kubesharp.ApiServer.Authorization;
using Kubesharp.ApiServer.Bootstrap;
using Xunit;

namespace Kubesharp.Tests.ApiServer.Admission;

public sealed class AdmissionPluginsTests
{
    private readonly ObjectTable objects = new();
    private readonly AdmissionChain chain;

    public AdmissionPluginsTests()
    {
        objects.Add(Resources.Namespaces, [.. DefaultObjects.Namespaces]);
        objects.Add(Resources.PriorityClasses, [.. DefaultObjects.PriorityClasses]);
        objects.Add(Resources.ClusterRoles, [.. DefaultObjects.ClusterRoles]);
        objects.Add(Resources.ServiceAccounts, new ServiceAccount { Metadata = Named("default") });
        chain = AdmissionPlugins.Chain(new Authorizers(objects), Entropy.Seeded(7));
    }

    [Fact]
    public async Task E097_APodGetsItsTokenTolerationsAndPriority()
    {
        PodSpec spec = ((Pod)(await Admit(Web())).Object!).Spec;
        Assert.Equal("default", spec.ServiceAccountName);
        Assert.Equal(0, spec.Priority);
        Assert.Equal("PreemptLowerPriority", spec.PreemptionPolicy);
        Assert.Equal(
            ["node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable"],
            spec.Tolerations.Select(static toleration => toleration.Key));
        Volume volume = Assert.Single(spec.Volumes);
        Assert.StartsWith("kube-api-access-", volume.Name, StringComparison.Ordinal);
        Assert.Equal(420, volume.Projected!.DefaultMode);
        Assert.Equal(3607, volume.Projected.Sources[0].ServiceAccountToken!.ExpirationSeconds);
        Assert.Equal("token", volume.Projected.Sources[0].ServiceAccountToken!.Path);
        Assert.Equal("kube-root-ca.crt", volume.Projected.Sources[1].ConfigMap!.Name);
        KeyToPath authority = Assert.Single(volume.Projected.Sources[1].ConfigMap!.Items);
        Assert.Equal(("ca.crt", "ca.crt"), (authority.Key, authority.Path));
        DownwardAPIVolumeFile home = Assert.Single(volume.Projected.Sources[2].DownwardAPI!.Items);
        Assert.Equal(("namespace", "metadata.namespace"), (home.Path, home.FieldRef!.FieldPath));
        Assert.Equal(3, volume.Projected.Sources.Count);
        VolumeMount mount = Assert.Single(spec.Containers[0].VolumeMounts);
        Assert.Equal("/var/run/secrets/kubernetes.io/serviceaccount", mount.MountPath);
        Assert.True(mount.ReadOnly);
    }

    [Fact]
    public async Task E097_APodThatWantsNoTokenGetsNone()
    {
        Pod pod = Web() with { Spec = Web().Spec with { AutomountServiceAccountToken = false } };
        Assert.Empty(((Pod)(await Admit(pod)).Object!).Spec.Volumes);
        // The account says so for all of its Pods that say nothing.
        objects.Add(Resources.ServiceAccounts, new ServiceAccount
        {
            Metadata = Named("default"),
            AutomountServiceAccountToken = false,
        });
        Assert.Empty(((Pod)(await Admit(Web())).Object!).Spec.Volumes);
        Pod wants = Web() with { Spec = Web().Spec with { AutomountServiceAccountToken = true } };
        Assert.Single(((Pod)(await Admit(wants)).Object!).Spec.Volumes);
    }

    [Fact]
    public async Task APodPullsWithTheSecretsOfItsAccountUnlessItNamesItsOwn()
    {
        objects.Add(Resources.ServiceAccounts, new ServiceAccount
        {
            Metadata = Named("default"),
            ImagePullSecrets = [new() { Name = "of-the-account" }],
        });
        Assert.Equal(
            "of-the-account",
            Assert.Single(((Pod)(await Admit(Web())).Object!).Spec.ImagePullSecrets).Name);
        Pod own = Web() with { Spec = Web().Spec with { ImagePullSecrets = [new() { Name = "own" }] } };
        Assert.Equal("own", Assert.Single(((Pod)(await Admit(own)).Object!).Spec.ImagePullSecrets).Name);
    }

    [Fact]
    public async Task E097_AContainerThatMountsItsOwnKeepsIt()
    {
        const string path = "/var/run/secrets/kubernetes.io/serviceaccount";
        VolumeMount mount = new() { Name = "v", MountPath = path };
        Container own = new() { Name = "own", Image = "own:1", VolumeMounts = [mount] };
        Pod pod = Web() with
        {
            Spec = Web().Spec with
            {
                InitContainers = [new() { Name = "first", Image = "first:1" }],
                Containers = [.. Web().Spec.Containers, own],
                Volumes = [new() { Name = "v", EmptyDir = new() }],
            },
        };
        PodSpec spec = ((Pod)(await Admit(pod)).Object!).Spec;
        string added = spec.Volumes[1].Name;
        Assert.Equal(added, Assert.Single(spec.InitContainers[0].VolumeMounts).Name);
        Assert.Equal(added, Assert.Single(spec.Containers[0].VolumeMounts).Name);
        Assert.Equal("v", Assert.Single(spec.Containers[1].VolumeMounts).Name);
    }

    [Theory]
    [InlineData("", "persistentvolumeclaims", "kubernetes.io/pvc-protection")]
    [InlineData("", "persistentvolumes", "kubernetes.io/pv-protection")]
    [InlineData("storage.k8s.io", "volumeattributesclasses", "kubernetes.io/vac-protection")]
    public async Task WhatIsStoredInIsProtectedFromTheStart(string group, string resource, string finalizer)
    {
        StorageObjectInUseProtection plugin = new();
        ApiObject created = resource switch
        {
            "persistentvolumeclaims" => new PersistentVolumeClaim { Metadata = Named("x") },
            "persistentvolumes" => new PersistentVolume { Metadata = new() { Name = "x" } },
            _ => new VolumeAttributesClass { Metadata = new() { Name = "x" } },
        };
        AdmissionContext context = new()
        {
            Verb = AdmissionVerb.Create,
            Resource = new(group, "v1", resource),
            Kind = created.Kind,
            Object = created with { Metadata = created.Metadata with { Finalizers = ["example.com/own"] } },
            User = Users.Of("user"),
            Objects = objects,
        };
        Assert.True(plugin.Handles(context));
        ApiObject admitted = (await plugin.AdmitAsync(context, CancellationToken.None)).Object!;
        Assert.Equal(["example.com/own", finalizer], admitted.Metadata.Finalizers);
        // Once is enough, and later its controller decides.
        Assert.False(plugin.Handles(context with { Object = admitted }));
        Assert.False(plugin.Handles(context with { Verb = AdmissionVerb.Update }));
        Assert.False(plugin.Handles(context with { Subresource = "status" }));
    }

    [Theory]
    [InlineData("none", "web", "", "", 404, "namespaces \"none\" not found")]
    [InlineData(
        "default", "web", "robot", "", 403,
        "pods \"web\" is forbidden: error looking up service account default/robot: "
        + "serviceaccount \"robot\" not found")]
    [InlineData(
        "default", "web", "", "urgent", 403,
        "pods \"web\" is forbidden: no PriorityClass with name urgent was found")]
    public async Task WhatIsMissingIsNamed(
        string @namespace, string name, string account, string priority, int code, string message)
    {
        Pod pod = Web() with
        {
            Metadata = new() { Name = name, Namespace = @namespace },
            Spec = Web().Spec with { ServiceAccountName = account, PriorityClassName = priority },
        };
        Status error = (await Admit(pod)).Error!;
        Assert.Equal((code, message), (error.Code, error.Message));
    }

    [Fact]
    public async Task NothingIsMadeInANamespaceThatGoes()
    {
        objects.Add(Resources.Namespaces, new Namespace
        {
            Metadata = new() { Name = "leaving", DeletionTimestamp = new Time(DateTimeOffset.UnixEpoch) },
        });
        Status error = (await Admit(Web() with { Metadata = new() { Name = "web", Namespace = "leaving" } })).Error!;
        Assert.Equal(
            "pods \"web\" is forbidden: unable to create new content in namespace leaving because it is "
            + "being terminated",
            error.Message);
        Assert.Equal("NamespaceTerminating", Assert.Single(error.Details!.Causes).Reason);
    }

    [Fact]
    public async Task AClassGivesItsPriority()
    {
        objects.Add(Resources.PriorityClasses, new PriorityClass
        {
            Metadata = new() { Name = "batch" },
            Value = -5,
            GlobalDefault = true,
            PreemptionPolicy = "Never",
        });
        PodSpec spec = ((Pod)(await Admit(Web())).Object!).Spec;
        Assert.Equal(("batch", -5, "Never"), (spec.PriorityClassName, spec.Priority, spec.PreemptionPolicy));
    }

    [Fact]
    public async Task ANodeSpeaksOnlyAboutItself()
    {
        UserInfo n1 = Users.Node("n1");
        Assert.Null(await Validate(n1, NodeNamed("n1"), "nodes", AdmissionVerb.Create));
        Assert.Equal(
            "nodes \"n2\" is forbidden: node \"n1\" is not allowed to modify node \"n2\"",
            (await Validate(n1, NodeNamed("n2"), "nodes", AdmissionVerb.Create))!.Message);
        Node master = NodeNamed("n1") with
        {
            Metadata = NodeNamed("n1").Metadata with
            {
                Labels = new Dictionary<string, string> { ["node-role.kubernetes.io/control-plane"] = "" },
            },
        };
        Assert.NotNull(await Validate(n1, master, "nodes", AdmissionVerb.Update, NodeNamed("n1")));
        Node tainted = NodeNamed("n1") with { Spec = new() { Taints = [new() { Key = "k", Effect = "NoSchedule" }] } };
        Assert.NotNull(await Validate(n1, NodeNamed("n1"), "nodes", AdmissionVerb.Update, tainted));
        // Only mirrors of static Pods may come from a node.
        Assert.NotNull(await Validate(n1, Web(), "pods", AdmissionVerb.Create));
        Pod theirs = Web() with { Spec = Web().Spec with { NodeName = "n2" } };
        Assert.NotNull(await Validate(n1, theirs, "pods", AdmissionVerb.Update, theirs, "status"));
        Pod own = Web() with { Spec = Web().Spec with { NodeName = "n1" } };
        Assert.Null(await Validate(n1, own, "pods", AdmissionVerb.Update, own, "status"));
    }

    [Fact]
    public async Task E090_NobodyGrantsWhatTheyDoNotHold()
    {
        objects.Add(Resources.RoleBindings, new RoleBinding
        {
            Metadata = Named("owners"),
            RoleRef = new() { ApiGroup = Resources.RbacGroup, Kind = "ClusterRole", Name = "admin" },
            Subjects = [new() { Kind = "User", Name = "owner" }],
        });
        UserInfo owner = Users.Of("owner");
        RoleBinding grant = new()
        {
            Metadata = Named("grant"),
            RoleRef = new() { ApiGroup = Resources.RbacGroup, Kind = "ClusterRole", Name = "edit" },
            Subjects = [new() { Kind = "User", Name = "friend" }],
        };
        Assert.Null(await Validate(owner, grant, "rolebindings", AdmissionVerb.Create));
        RoleBinding tooMuch = grant with { RoleRef = grant.RoleRef with { Name = "cluster-admin" } };
        Status refusal = (await Validate(owner, tooMuch, "rolebindings", AdmissionVerb.Create))!;
        Assert.Equal(
            "rolebindings.rbac.authorization.k8s.io \"grant\" is forbidden: user \"owner\" "
            + "(groups=[\"system:authenticated\"]) is attempting to grant RBAC permissions not currently held:\n"
            + "{APIGroups:[\"*\"], Resources:[\"*\"], Verbs:[\"*\"]}\n{NonResourceURLs:[\"*\"], Verbs:[\"*\"]}",
            refusal.Message);
        RoleBinding nowhere = grant with { RoleRef = grant.RoleRef with { Name = "none" } };
        Assert.Equal(404, (await Validate(owner, nowhere, "rolebindings", AdmissionVerb.Create))!.Code);
        Assert.Null(await Validate(Users.ServerUser, tooMuch, "rolebindings", AdmissionVerb.Create));
    }

    [Theory]
    [InlineData("escalate", "clusterroles", "", true)]
    [InlineData("escalate", "clusterroles", "strong", true)]
    [InlineData("escalate", "clusterroles", "other", false)]
    [InlineData("bind", "clusterroles", "strong", false)] // The one right does not give the other.
    [InlineData("update", "clusterroles", "", false)]
    public async Task E090_ARoleTakesItsRulesOrEscalate(string verb, string resource, string name, bool allowed)
    {
        Hold(verb, resource, name);
        ClusterRole strong = new()
        {
            Metadata = new() { Name = "strong" },
            Rules = [new() { Verbs = ["get"], ApiGroups = [""], Resources = ["secrets"] }],
        };
        Status? refusal = await Validate(Users.Of("holder"), strong, "clusterroles", AdmissionVerb.Create);
        Assert.True(allowed == refusal is null, refusal?.Message);
        // What is already there may be written back.
        Assert.Null(await Validate(Users.Of("holder"), strong, "clusterroles", AdmissionVerb.Update, strong));
    }

    [Theory]
    [InlineData("bind", "clusterroles", "", true)]
    [InlineData("bind", "clusterroles", "edit", true)]
    [InlineData("bind", "clusterroles", "view", false)]
    [InlineData("bind", "roles", "", false)]
    [InlineData("escalate", "clusterroles", "", false)]
    public async Task E090_ABindingTakesTheRolesRulesOrBind(string verb, string resource, string name, bool allowed)
    {
        Hold(verb, resource, name);
        ClusterRoleBinding grant = new()
        {
            Metadata = new() { Name = "grant" },
            RoleRef = new() { ApiGroup = Resources.RbacGroup, Kind = "ClusterRole", Name = "edit" },
            Subjects = [new() { Kind = "User", Name = "friend" }],
        };
        Status? refusal = await Validate(Users.Of("holder"), grant, "clusterrolebindings", AdmissionVerb.Create);
        Assert.True(allowed == refusal is null, refusal?.Message);
        // A label on a binding grants nothing.
        Assert.Null(await Validate(Users.Of("holder"), grant, "clusterrolebindings", AdmissionVerb.Update, grant));
    }

    private void Hold(string verb, string resource, string name)
    {
        objects.Add(Resources.ClusterRoles, new ClusterRole
        {
            Metadata = new() { Name = "held" },
            Rules =
            [
                new()
                {
                    Verbs = [verb],
                    ApiGroups = [Resources.RbacGroup],
                    Resources = [resource],
                    ResourceNames = name.Length == 0 ? [] : [name],
                },
            ],
        });
        objects.Add(Resources.ClusterRoleBindings, new ClusterRoleBinding
        {
            Metadata = new() { Name = "held" },
            RoleRef = new() { ApiGroup = Resources.RbacGroup, Kind = "ClusterRole", Name = "held" },
            Subjects = [new() { Kind = "User", Name = "holder" }],
        });
    }

    private ValueTask<AdmissionResult> Admit(Pod pod) =>
        chain.AdmitAsync(Context(Users.Of("user"), pod, "pods", AdmissionVerb.Create), CancellationToken.None);

    private ValueTask<Status?> Validate(
        UserInfo user, ApiObject written, string resource, AdmissionVerb verb, ApiObject? old = null,
        string subresource = "") =>
        chain.ValidateAsync(
            Context(user, written, resource, verb) with { OldObject = old, Subresource = subresource },
            CancellationToken.None);

    private AdmissionContext Context(UserInfo user, ApiObject written, string resource, AdmissionVerb verb) => new()
    {
        Verb = verb,
        Resource = new(GroupVersion.Parse(written.ApiVersion).Group, "v1", resource),
        Kind = written.Kind,
        Namespace = written.Metadata.Namespace,
        Name = written.Metadata.Name,
        Object = written,
        User = user,
        Objects = objects,
    };

    private static ObjectMeta Named(string name) => new() { Name = name, Namespace = "default" };
    private static Node NodeNamed(string name) => new() { Metadata = new() { Name = name } };

    private static Pod Web() => new()
    {
        Metadata = Named("web"),
        Spec = new() { Containers = [new() { Name = "web", Image = "web:1" }] },
    };
}
