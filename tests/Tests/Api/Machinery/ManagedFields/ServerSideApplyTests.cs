using Kubesharp.Api;
using Kubesharp.Api.Apps;
using Kubesharp.Api.ManagedFields;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Trees;
using Kubesharp.Api.Yaml;
using Xunit;

namespace Kubesharp.Tests.Api.Machinery.ManagedFields;

public sealed class ServerSideApplyTests
{
    private static readonly KindCodec Codec = ResourceRegistry.Of<Deployment>().Codec;
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    private const string Web = """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web, namespace: shop, labels: {app: web}}
        spec:
          replicas: 3
          selector: {matchLabels: {app: web}}
          template:
            metadata: {labels: {app: web}}
            spec:
              containers:
              - name: web
                image: web:1
                ports: [{containerPort: 80}]
        """;

    [Fact]
    public void CreateByUpdateOwnsWhatTheAuthorWrote()
    {
        ApiObject created = Update(null, Read(Web), "kubectl");
        ManagedFieldsEntry entry = Assert.Single(created.Metadata.ManagedFields);
        Assert.Equal(("kubectl", "Update", "apps/v1", "FieldsV1"),
            (entry.Manager, entry.Operation, entry.ApiVersion, entry.FieldsType));
        Assert.Equal(
            """
            {"f:metadata":{"f:labels":{".":{},"f:app":{}}},"f:spec":{"f:replicas":{},"f:selector":{},"f:template":{
            "f:metadata":{"f:labels":{".":{},"f:app":{}}},"f:spec":{"f:containers":{"k:{\"name\":\"web\"}":{".":{},
            "f:image":{},"f:name":{},"f:ports":{".":{},"k:{\"containerPort\":80,\"protocol\":\"TCP\"}":{".":{},
            "f:containerPort":{}}},"f:resources":{}}}}}}}
            """.ReplaceLineEndings(""),
            entry.FieldsV1.ToString());
    }

    [Fact]
    public void UpdateMovesChangedFieldsToTheUpdater()
    {
        ApiObject created = Update(null, Read(Web), "kubectl");
        ApiObject scaled = Update(created, Read(Web.Replace("replicas: 3", "replicas: 5")), "scaler");
        Assert.Equal(["kubectl", "scaler"], Names(scaled));
        Assert.DoesNotContain("f:replicas", Fields(scaled, "kubectl"));
        Assert.Equal("""{"f:spec":{"f:replicas":{}}}""", Fields(scaled, "scaler"));
    }

    [Fact]
    public void UpdateWithoutChangeChangesNothing()
    {
        ApiObject created = Update(null, Read(Web), "kubectl");
        ApiObject again = Update(created, created, "someone-else", Noon.AddHours(1));
        Assert.Equal(created.Metadata.ManagedFields, again.Metadata.ManagedFields);
    }

    [Fact]
    public void ManagedFieldsCanBeSwitchedOffUntilTheNextApply()
    {
        ApiObject created = Update(null, Read(Web), "kubectl");
        ApiObject asked = created with { Metadata = created.Metadata with { ManagedFields = [new()] } };
        ApiObject cleared = Update(created, asked, "kubectl");
        Assert.Empty(cleared.Metadata.ManagedFields);
        cleared = cleared with { Metadata = cleared.Metadata with { Uid = "1" } };
        Assert.Empty(Update(cleared, Read(Web.Replace("replicas: 3", "replicas: 5")), "x").Metadata.ManagedFields);

        ApplyResult applied = Apply(cleared, Web, "applier");
        Assert.Equal(["applier", "before-first-apply"], applied.ManagedFields.Select(static entry => entry.Manager));
    }

    [Fact]
    public void ApplyOfAnotherValueConflicts()
    {
        ApiObject created = Update(null, Read(Web), "kubectl");
        ApplyResult refused = Apply(created, Web.Replace("replicas: 3", "replicas: 4"), "applier");
        ApplyConflict conflict = Assert.Single(refused.Conflicts);
        Assert.Equal("""conflict with "kubectl" using apps/v1: .spec.replicas""",
            $"conflict with {conflict.Manager}: {conflict.Path}");
        Status status = ApplyConflict.ToStatus(refused.Conflicts);
        Assert.Equal(
            "Apply failed with 1 conflict: conflict with \"kubectl\" using apps/v1: .spec.replicas", status.Message);

        ApplyResult forced = Apply(created, Web.Replace("replicas: 3", "replicas: 4"), "applier", force: true);
        Assert.True(forced.Succeeded);
        Assert.Equal(4, forced.Tree.At("spec", "replicas") is TreeNumber number ? number.Integer : -1);
        Assert.DoesNotContain("f:replicas", Fields(forced.ManagedFields, "kubectl"));
    }

    [Fact]
    public void ConflictsInKeyedListsNameTheElement()
    {
        ApiObject created = Update(null, Read(Web), "kubectl");
        ApplyResult refused = Apply(created, Web.Replace("web:1", "web:2"), "applier");
        Assert.Equal(
            """.spec.template.spec.containers[name="web"].image""", Assert.Single(refused.Conflicts).Path);
    }

    [Fact]
    public void FieldsThatTheApplierGivesUpGo()
    {
        ApplyResult first = Apply(null, Web, "applier");
        ApiObject live = Read(first);
        ApplyResult second = Apply(live, Web.Replace("  replicas: 3\n", ""), "applier");
        Assert.True(second.Succeeded);
        Assert.Null(second.Tree.At("spec", "replicas"));
        Assert.DoesNotContain("f:replicas", Fields(second.ManagedFields, "applier"));
    }

    [Fact]
    public void WhatOthersOwnStaysWhenTheApplierGivesItUp()
    {
        ApiObject live = Read(Apply(null, Web, "one"));
        live = Read(Apply(live, Web, "two"));
        ApplyResult result = Apply(live, Web.Replace("  replicas: 3\n", ""), "one");
        Assert.NotNull(result.Tree.At("spec", "replicas"));
        Assert.Contains("f:replicas", Fields(result.ManagedFields, "two"));
    }

    [Fact]
    public void ElementsOfKeyedListsComeAndGoByTheirOwner()
    {
        string withSidecar = Web + "\n      - name: log\n        image: log:1";
        ApiObject live = Read(Apply(null, withSidecar, "applier"));
        Assert.Equal(2, ((Deployment)live).Spec.Template.Spec.Containers.Count);
        ApplyResult result = Apply(live, Web, "applier");
        Deployment pruned = Assert.IsType<Deployment>(Read(result));
        Assert.Equal("web", Assert.Single(pruned.Spec.Template.Spec.Containers).Name);
    }

    [Fact]
    public void DefaultsBelongToNobodyAndStay()
    {
        var live = (Deployment)Read(Apply(null, Web, "applier"));
        live = live with { Spec = live.Spec with { RevisionHistoryLimit = 10 } };
        ApplyResult result = Apply(live, Web, "applier");
        Assert.NotNull(result.Tree.At("spec", "revisionHistoryLimit"));
    }

    [Fact]
    public void ApplyingTheSameAgainKeepsTheTime()
    {
        ApiObject live = Read(Apply(null, Web, "applier"));
        ApplyResult again = Apply(live, Web, "applier", now: Noon.AddHours(1));
        Assert.Equal(live.Metadata.ManagedFields, again.ManagedFields);
    }

    [Fact]
    public void OldUpdatersAreMergedIntoOne()
    {
        ApiObject live = Update(null, Read(Web), "m00");
        for (int i = 1; i <= 15; i++)
        {
            ApiObject changed = live with
            {
                Metadata = live.Metadata with
                {
                    Annotations = new Dictionary<string, string>(live.Metadata.Annotations) { [$"a{i:00}"] = "x" },
                },
            };
            live = Update(live, changed, $"m{i:00}", Noon.AddSeconds(i));
        }
        Assert.Equal(10, live.Metadata.ManagedFields.Count);
        Assert.Contains("ancient-changes", Names(live));
    }

    [Fact]
    public void TheEncodedFormReadsBack()
    {
        ApiObject created = Update(null, Read(Web), "kubectl");
        RawJson encoded = created.Metadata.ManagedFields[0].FieldsV1!.Value;
        Assert.Equal(encoded, FieldSet.Decode(encoded).Encode());
    }

    private static ApiObject Read(string yaml) => (ApiObject)Codec.ReadJson(TreeJson.Write(YamlReader.Parse(yaml)));

    private static ApiObject Read(ApplyResult result)
    {
        Assert.True(result.Succeeded);
        var value = (ApiObject)Codec.ReadJson(TreeJson.Write(result.Tree));
        return value with { Metadata = value.Metadata with { ManagedFields = result.ManagedFields } };
    }

    private static ApiObject Update(ApiObject? live, ApiObject changed, string manager, DateTimeOffset? now = null) =>
        FieldTracking.Update(live, changed, Codec, Context(manager, now));

    private static ApplyResult Apply(
        ApiObject? live, string yaml, string manager, bool force = false, DateTimeOffset? now = null) =>
        ServerSideApply.Apply(live, YamlReader.Parse(yaml), Codec, Context(manager, now), force);

    private static FieldTrackingContext Context(string manager, DateTimeOffset? now) =>
        new() { Manager = manager, ApiVersion = "apps/v1", Now = now ?? Noon, IgnoredFields = ["status"] };

    private static string[] Names(ApiObject value) =>
        [.. value.Metadata.ManagedFields.Select(static entry => entry.Manager)];

    private static string Fields(ApiObject value, string manager) => Fields(value.Metadata.ManagedFields, manager);

    private static string Fields(IReadOnlyList<ManagedFieldsEntry> entries, string manager) =>
        entries.Single(entry => entry.Manager == manager).FieldsV1.ToString()!;
}
