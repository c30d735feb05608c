using System.Text;
using Kubesharp.Api;
using Kubesharp.Api.Apps;
using Kubesharp.Api.Batch;
using Kubesharp.Api.Core;
using Kubesharp.Api.Trees;
using Xunit;

namespace Kubesharp.Tests.Api.Apps;

/// <summary>E021: the columns of workloads, and what stands in them.</summary>
public sealed class WorkloadColumnsTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    private const string Head = "metadata: {name: w, namespace: shop, creationTimestamp: "
        + "'2026-11-23T11:00:00Z'}\nspec: {";
    private const string Template =
        "template: {metadata: {labels: {a: b}}, spec: {containers: [{name: c, image: i:1}, {name: d, image: j}]}}";
    private const string Plain = "selector: {matchLabels: {a: b}, matchExpressions: [{key: x, operator: Exists}]}, "
        + Template;

    [Fact]
    public void E021_Deployments() => Same<Deployment>(
        $"{Head}replicas: 3, {Plain}}}\nstatus: {{replicas: 4, readyReplicas: 2, updatedReplicas: 1, "
            + $"availableReplicas: 2}}",
        "Name=w Ready=2/3 Up-to-date=1 Available=2 Age=60m Containers=c,d Images=i:1,j Selector=a=b,x");

    [Fact]
    public void E021_ReplicaSets() => Same<ReplicaSet>(
        $"{Head}replicas: 3, {Plain}}}\nstatus: {{replicas: 2, readyReplicas: 1}}",
        "Name=w Desired=3 Current=2 Ready=1 Age=60m Containers=c,d Images=i:1,j Selector=a=b,x");

    [Fact]
    public void E021_StatefulSets() => Same<StatefulSet>(
        $"{Head}replicas: 3, {Plain}}}\nstatus: {{replicas: 2, readyReplicas: 1}}",
        "Name=w Ready=1/3 Age=60m Containers=c,d Images=i:1,j");

    [Fact]
    public void E021_DaemonSets() => Same<DaemonSet>(
        $"{Head}selector: {{matchLabels: {{a: b}}}}, template: {{metadata: {{labels: {{a: b}}}}, spec: {{nodeSelector: "
        + "{disk: ssd}, containers: [{name: c, image: i}]}}}\n"
        + "status: {desiredNumberScheduled: 5, currentNumberScheduled: 4, numberReady: 3, updatedNumberScheduled: 2, "
        + "numberAvailable: 1}",
        "Name=w Desired=5 Current=4 Ready=3 Up-to-date=2 Available=1 Node Selector=disk=ssd Age=60m Containers=c "
            + "Images=i "
        + "Selector=a=b");

    [Fact]
    public void E021_ReplicationControllers() => Same<ReplicationController>(
        $"{Head}replicas: 3, {Template}}}\nstatus: {{replicas: 2, readyReplicas: 1}}",
        "Name=w Desired=3 Current=2 Ready=1 Age=60m Containers=c,d Images=i:1,j Selector=a=b");

    [Fact]
    public void E021_PodTemplates() => Same<PodTemplate>(
        "{metadata: {name: w, namespace: shop}, template: {metadata: {labels: {a: b}}, spec: {containers: [{name: c, "
        + "image: i}]}}}",
        "Name=w Containers=c Images=i Pod Labels=a=b");

    [Fact]
    public void E021_ControllerRevisions() => Same<ControllerRevision>(
        "{metadata: {name: w, namespace: shop, creationTimestamp: '2026-11-23T11:00:00Z', ownerReferences: "
            + "[{apiVersion: "
        + "apps/v1, kind: StatefulSet, name: db, uid: u, controller: true}]}, revision: 7}",
        "Name=w Controller=statefulset.apps/db Revision=7 Age=60m");

    [Theory]
    [InlineData("completions: 3", "active: 1, startTime: '2026-11-23T11:59:00Z'", "Running", "0/3", "60s")]
    [InlineData("completions: 3", "succeeded: 3, startTime: '2026-11-23T11:00:00Z', completionTime: "
        + "'2026-11-23T11:00:09Z', conditions: [{type: Complete, status: 'True'}]", "Complete", "3/3", "9s")]
    [InlineData("parallelism: 2", "succeeded: 1, conditions: [{type: Failed, status: 'True'}]", "Failed", "1/1 of 2",
        "")]
    [InlineData("parallelism: 1", "conditions: [{type: Suspended, status: 'True'}]", "Suspended", "0/1", "")]
    [InlineData("completions: 1", "conditions: [{type: FailureTarget, status: 'True'}]", "FailureTarget", "0/1", "")]
    [InlineData("completions: 1", "conditions: [{type: SuccessCriteriaMet, status: 'True'}]", "SuccessCriteriaMet",
        "0/1",
        "")]
    public void E021_Jobs(string spec, string status, string state, string completions, string duration) => Same<Job>(
        $"{Head}{spec}, {Plain}}}\nstatus: {{{status}}}",
        $"Name=w Status={state} Completions={completions} Duration={duration} Age=60m Containers=c,d Images=i:1,j "
        + "Selector=a=b,x");

    [Theory]
    [InlineData("schedule: '@daily'", "", "<none>", "False", "0", "<none>")]
    [InlineData("schedule: '@daily', timeZone: Etc/UTC, suspend: true",
        "active: [{name: a}], lastScheduleTime: '2026-11-23T11:58:00Z'", "Etc/UTC", "True", "1", "2m")]
    public void E021_CronJobs(string spec, string status, string zone, string suspend, string active, string last) =>
        Same<CronJob>(
            $"{Head}{spec}, jobTemplate: {{spec: {{{Template}}}}}}}\nstatus: {{{status}}}",
            $"Name=w Schedule=@daily Timezone={zone} Suspend={suspend} Active={active} Last Schedule={last} Age=60m "
            + "Containers=c,d Images=i:1,j Selector=<none>");

    private static string Shown(Tree cell) =>
        cell.Text is { Length: > 0 } text ? text : Encoding.UTF8.GetString(TreeJson.Write(cell)).Trim('"');

    private static void Same<T>(string yaml, string expected)
        where T : ApiObject
    {
        T value = Rows.Read<T>(yaml);
        Strategy strategy = StrategyRegistry.For(ResourceRegistry.Of<T>());
        Assert.Equal(expected, string.Join(
            ' ', strategy.Columns.Select(column => $"{column.Name}={Shown(column.Cell(value, Now))}")));
    }
}
