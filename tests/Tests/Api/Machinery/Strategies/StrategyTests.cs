using Kubesharp.Api;
using Kubesharp.Api.Apps;
using Kubesharp.Api.Core;
using Kubesharp.Api.Printing;
using Kubesharp.Api.Trees;
using Kubesharp.Api.Validation;
using Kubesharp.Api.Yaml;
using Xunit;

namespace Kubesharp.Tests.Api.Machinery.Strategies;

public sealed class StrategyTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    private const string Web = """
        metadata: {name: web, namespace: shop}
        spec:
          selector: {matchLabels: {app: web}}
          template:
            metadata: {labels: {app: web}}
            spec: {containers: [{name: web, image: web}]}
        """;

    [Fact]
    public void EveryResourceHasAStrategyWhoseColumnsHoldForAnEmptyObject()
    {
        foreach (ResourceDefinition definition in ResourceRegistry.All)
        {
            if (!definition.Codec.Type.IsAssignableTo(typeof(ApiObject)))
                continue;
            Strategy strategy = StrategyRegistry.For(definition);
            var empty = (ApiObject)definition.Codec.ReadJson("{}"u8);
            ApiObject created = strategy.PrepareForCreate(strategy.Default(empty));
            ApiObject updated = strategy.PrepareForUpdate(created, created);
            strategy.PrepareForStatusUpdate(updated, created);
            Assert.Equal(created.Metadata.Generation, updated.Metadata.Generation);
            foreach (Column column in strategy.Columns)
                Assert.NotNull(column.Cell(created, Now));
            var errors = new FieldErrors();
            strategy.Validate(created, errors);
            Assert.Contains(
                errors.Errors, static error => error.Field == "metadata.name" && error.Reason == "FieldValueRequired");
            foreach (string field in strategy.SelectableFields)
                Assert.NotNull(strategy.FieldValue(created, field));
        }
    }

    [Fact]
    public void ADeploymentGetsItsDefaultsAndGenerations()
    {
        Strategy strategy = StrategyRegistry.For(ResourceRegistry.Of<Deployment>());
        Deployment created = (Deployment)strategy.PrepareForCreate(strategy.Default(Read<Deployment>(Web)));
        Assert.Equal((1, 10, 600, "RollingUpdate"), (created.Spec.Replicas, created.Spec.RevisionHistoryLimit,
            created.Spec.ProgressDeadlineSeconds, created.Spec.Strategy.Type));
        Assert.Equal(("25%", "25%"), (created.Spec.Strategy.RollingUpdate?.MaxSurge?.StringValue,
            created.Spec.Strategy.RollingUpdate?.MaxUnavailable?.StringValue));
        Assert.Equal(1, created.Metadata.Generation);
        Assert.Equal("", Message(strategy, created));

        Deployment labelled = created with { Metadata = created.Metadata with { Labels = Map("a", "b") } };
        Assert.Equal(1, strategy.PrepareForUpdate(labelled, created).Metadata.Generation);
        Deployment scaled = created with { Spec = created.Spec with { Replicas = 5 } };
        Assert.Equal(2, strategy.PrepareForUpdate(scaled, created).Metadata.Generation);
    }

    [Fact]
    public void SelectorsMustMatchTheirTemplate()
    {
        Strategy strategy = StrategyRegistry.For(ResourceRegistry.Of<Deployment>());
        ApiObject created = strategy.Default(Read<Deployment>(Web.Replace("labels: {app: web}", "labels: {app: api}")));
        Assert.Equal(
            "spec.template.metadata.labels: Invalid value: {\"app\":\"api\"}: "
            + "`selector` does not match template `labels`",
            Message(strategy, created));
    }

    [Fact]
    public void AServiceGetsItsDefaults()
    {
        Strategy strategy = StrategyRegistry.For(ResourceRegistry.Of<Service>());
        var service = (Service)strategy.Default(Read<Service>(
            "metadata: {name: web, namespace: shop}\nspec: {selector: {app: web}, ports: [{port: 80}, {name: b, port: 81, targetPort: web}]}"));
        Assert.Equal(("ClusterIP", "None", "Cluster"),
            (service.Spec.Type, service.Spec.SessionAffinity, service.Spec.InternalTrafficPolicy));
        Assert.Equal((80, "TCP", "web"), (service.Spec.Ports[0].TargetPort.IntValue, service.Spec.Ports[0].Protocol,
            service.Spec.Ports[1].TargetPort.StringValue));
        Assert.Equal("spec.ports[0].name: Required value", Message(strategy, service));
        Assert.Equal(["web", "ClusterIP", "<none>", "<none>", "80/TCP,81/TCP", "<unknown>", "app=web"],
            strategy.Columns.Select(column => column.Cell(service, Now).Text));
    }

    [Fact]
    public void AnUpdateOfAServiceKeepsWhatWasAllocated()
    {
        Strategy strategy = StrategyRegistry.For(ResourceRegistry.Of<Service>());
        var old = (Service)strategy.Default(Read<Service>(
            """
            metadata: {name: web, namespace: shop}
            spec: {type: NodePort, clusterIP: 10.0.0.1, clusterIPs: [10.0.0.1], ports: [{port: 80, nodePort: 30001}]}
            """));
        var changed = (Service)strategy.Default(Read<Service>(
            "metadata: {name: web, namespace: shop}\nspec: {type: NodePort, ports: [{port: 80, targetPort: 8080}]}"));
        var updated = (Service)strategy.PrepareForUpdate(changed, old);
        Assert.Equal(("10.0.0.1", 30001), (updated.Spec.ClusterIP, updated.Spec.Ports[0].NodePort));
    }

    [Fact]
    public void SecretsTakePlainTextAndShowData()
    {
        Strategy strategy = StrategyRegistry.For(ResourceRegistry.Of<Secret>());
        var secret = (Secret)strategy.Default(Read<Secret>(
            "metadata: {name: s, namespace: shop}\ndata: {a: eA==}\nstringData: {b: z}"));
        Assert.Equal(("Opaque", 2, 0), (secret.Type, secret.Data.Count, secret.StringData.Count));
        Assert.Equal("z", secret.Data["b"].ToUtf8String());
    }

    [Fact]
    public void NamespacesCarryTheirNameAndAFinalizer()
    {
        Strategy strategy = StrategyRegistry.For(ResourceRegistry.Of<Namespace>());
        var created = (Namespace)strategy.PrepareForCreate(strategy.Default(Read<Namespace>("metadata: {name: shop}")));
        Assert.Equal("shop", created.Metadata.Labels["kubernetes.io/metadata.name"]);
        Assert.Equal("Active", created.Status.Phase);
        Assert.Equal(["kubernetes"], created.Spec.Finalizers);
        Assert.Equal("", Message(strategy, created));
    }

    [Fact]
    public void AQuotaKeepsItsStatusAndCountsNoGenerations()
    {
        Strategy strategy = StrategyRegistry.For(ResourceRegistry.Of<ResourceQuota>());
        ResourceQuota quota = Read<ResourceQuota>(
            "metadata: {name: q, namespace: shop}\nspec: {hard: {pods: '1'}}\nstatus: {hard: {pods: '9'}}");
        var created = (ResourceQuota)strategy.PrepareForCreate(strategy.Default(quota));
        Assert.Equal(0, created.Metadata.Generation);
        Assert.Empty(created.Status.Hard);
        ResourceQuota changed = created with { Spec = quota.Spec with { Scopes = ["BestEffort"] } };
        Assert.Equal(0, strategy.PrepareForUpdate(changed with { Status = quota.Status }, created).Metadata.Generation);
        Assert.Equal(created.Status, ((ResourceQuota)strategy.PrepareForUpdate(quota, created)).Status);
        var reported = (ResourceQuota)strategy.PrepareForStatusUpdate(changed with { Status = quota.Status }, created);
        Assert.Equal((quota.Status, created.Spec), (reported.Status, reported.Spec));
    }

    [Theory]
    [InlineData(
        "labels: {'a b': c}",
        "metadata.labels: Invalid value: \"a b\": name part must consist of alphanumeric characters, "
        + "'-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or "
        + "'my.name',  or '123-abc', regex used for validation is "
        + "'([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')")]
    [InlineData(
        "labels: {a: 'b c'}",
        "metadata.labels: Invalid value: \"b c\": a valid label must be an empty string or consist of "
        + "alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character "
        + "(e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is "
        + "'(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')")]
    [InlineData(
        "finalizers: [foo]",
        "metadata.finalizers[0]: Invalid value: \"foo\": name is neither a standard finalizer name nor "
        + "is it fully qualified")]
    [InlineData(
        "ownerReferences: [{apiVersion: v1, kind: Pod, name: x}]",
        "metadata.ownerReferences.uid: Invalid value: \"\": must not be empty")]
    public void MetadataHasRules(string metadata, string expected)
    {
        Strategy strategy = StrategyRegistry.For(ResourceRegistry.Of<ConfigMap>());
        ApiObject value = Read<ConfigMap>("metadata: {name: x, namespace: shop, " + metadata + "}");
        Assert.Equal(expected, Message(strategy, value));
    }

    [Fact]
    public void AnObjectOnItsWayOutTakesNoNewFinalizers()
    {
        Strategy strategy = StrategyRegistry.For(ResourceRegistry.Of<ConfigMap>());
        ApiObject old = Read<ConfigMap>(
            "metadata: {name: x, namespace: shop, deletionTimestamp: '2026-11-23T12:00:00Z'}");
        ApiObject value = old with { Metadata = old.Metadata with { Finalizers = ["a/b"] } };
        var errors = new FieldErrors();
        strategy.ValidateUpdate(value, old, errors);
        Assert.Equal(
            "metadata.finalizers: Forbidden: no new finalizers can be added if the object is being deleted, found new "
            + "finalizers []string{\"a/b\"}",
            errors.ToMessage());
    }

    private static string Message(Strategy strategy, ApiObject value)
    {
        var errors = new FieldErrors();
        strategy.Validate(value, errors);
        return errors.ToMessage();
    }

    private static Dictionary<string, string> Map(string key, string value) => new() { [key] = value };

    private static T Read<T>(string yaml)
        where T : ApiObject =>
        (T)ResourceRegistry.Of<T>().Codec.ReadJson(TreeJson.Write(YamlReader.Parse(yaml)));
}
