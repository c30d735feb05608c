using Kubesharp.Api;
using Kubesharp.Api.Apps;
using Kubesharp.Api.Batch;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Policy;
using Kubesharp.Api.Transport;
using Kubesharp.Client;
using Kubesharp.Simulation.Nodes;
using Xunit;

namespace Kubesharp.Tests.Controllers.Disruption;

/// <summary>Budgets in a whole cluster: the controller counts, the API server refuses.</summary>
public sealed class DisruptionClusterTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact] // E084
    public async Task An_eviction_beyond_the_budget_is_refused_until_the_next_Pod_is_ready()
    {
        using CancellationTokenSource patience = new(Patience);
        await using InProcessCluster cluster = await StartAsync(patience.Token);
        Expect(await cluster.Client.CreateAsync(Workloads.Deployment("web", 3), patience.Token));
        Expect(await cluster.Client.CreateAsync(Budget(spec => spec with { MaxUnavailable = "34%" }), patience.Token));
        PodDisruptionBudget budget = await UntilAsync(cluster, static status => status.DisruptionsAllowed == 2,
            patience.Token);
        Assert.Equal((3, 3, 1), (budget.Status.CurrentHealthy, budget.Status.ExpectedPods,
            budget.Status.DesiredHealthy));

        // Sizes count, also those that the Pods do not have yet.
        Expect(await cluster.Client.PatchAsync<Deployment>(
            new("default", "web"), PatchType.Merge, """{"spec":{"replicas":4}}""", patience.Token));
        await UntilAsync(cluster, static status => status is { ExpectedPods: 4, CurrentHealthy: 4 }, patience.Token);
        Expect(await cluster.Client.PatchAsync<PodDisruptionBudget>(
            new("default", "web"), PatchType.Merge, """{"spec":{"maxUnavailable":0}}""", patience.Token));
        await UntilAsync(cluster, static status => status.DesiredHealthy == 4, patience.Token);
        (ObjectList<Pod>? pods, _) = await cluster.Client.ListAsync<Pod>("default", patience.Token);

        ApiResult<Status> refused = await EvictAsync(cluster, pods!.Items[0].Metadata.Name, patience.Token);

        Assert.Equal(429, refused.Error?.Code);
        Assert.Equal("Cannot evict pod as it would violate the pod's disruption budget.", refused.Error!.Message);
        Assert.Equal("The disruption budget web needs 4 healthy pods and has 4 currently",
            refused.Error.Status!.Details!.Causes[0].Message);
    }

    [Fact]
    public async Task A_budget_over_Pods_without_a_size_says_that_it_cannot_be_worked_out()
    {
        using CancellationTokenSource patience = new(Patience);
        await using InProcessCluster cluster = await StartAsync(patience.Token);
        Expect(await cluster.Client.CreateAsync(Budget(spec => spec with { MaxUnavailable = 1 }), patience.Token));
        PodTemplateSpec template = Workloads.Template("web", "web:1");
        Expect(await cluster.Client.CreateAsync(new Job
        {
            Metadata = ObjectMeta.Empty with { Name = "web", Namespace = "default" },
            Spec = JobSpec.Empty with
            {
                Template = template with { Spec = template.Spec with { RestartPolicy = "Never" } },
            },
        }, patience.Token));

        PodDisruptionBudget budget = await UntilAsync(cluster, static status =>
            status.Conditions.Any(static one => one.Reason == "SyncFailed"), patience.Token);

        Assert.Equal("jobs.batch does not implement the scale subresource", budget.Status.Conditions[0].Message);
        Event told = await EventAsync(cluster, "CalculateExpectedPodCountFailed", patience.Token);
        Assert.Equal("Failed to calculate the number of expected pods: jobs.batch does not implement the scale "
            + "subresource", told.Message);
        Assert.Equal("controllermanager", told.Source!.Component);
    }

    [Fact]
    public async Task A_budget_without_Pods_and_one_with_Pods_of_nobody_say_so()
    {
        using CancellationTokenSource patience = new(Patience);
        await using InProcessCluster cluster = await StartAsync(patience.Token);
        await cluster.UntilAsync<ServiceAccount>("default", static _ => true, patience.Token);
        Expect(await cluster.Client.CreateAsync(Budget(spec => spec with { MinAvailable = "50%" }), patience.Token));
        Assert.Equal("No matching pods found", (await EventAsync(cluster, "NoPods", patience.Token)).Message);

        Expect(await cluster.Client.CreateAsync(
            Workloads.Pod("stray", Workloads.Labels("web")), patience.Token));

        Assert.StartsWith("Pods selected by this PodDisruptionBudget (selector: &LabelSelector{MatchLabels:map[string]"
            + "string{app: web,},MatchExpressions:[]LabelSelectorRequirement{},}) were found to be unmanaged.",
            (await EventAsync(cluster, "UnmanagedPods", patience.Token)).Message, StringComparison.Ordinal);
        await UntilAsync(cluster, static status => status is { DisruptionsAllowed: 0, ExpectedPods: 0 },
            patience.Token);
    }

    private static Task<InProcessCluster> StartAsync(CancellationToken cancellationToken) =>
        InProcessCluster.StartAsync(
            new InProcessClusterOptions { Nodes = new SimulatedNodesOptions { Count = 1 } }, cancellationToken);

    private static PodDisruptionBudget Budget(Func<PodDisruptionBudgetSpec, PodDisruptionBudgetSpec> with) => new()
    {
        Metadata = ObjectMeta.Empty with { Name = "web", Namespace = "default" },
        Spec = with(PodDisruptionBudgetSpec.Empty with
        {
            Selector = LabelSelector.Empty with { MatchLabels = Workloads.Labels("web") },
        }),
    };

    private static Task<PodDisruptionBudget> UntilAsync(
        InProcessCluster cluster, Predicate<PodDisruptionBudgetStatus> wanted, CancellationToken cancellationToken) =>
        cluster.UntilAsync<PodDisruptionBudget>("web", budget => wanted(budget.Status), cancellationToken);

    private static async Task<Event> EventAsync(
        InProcessCluster cluster, string reason, CancellationToken cancellationToken)
    {
        using CancellationTokenSource done = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Kubesharp.Client.Informers.Informer<Event> events = cluster.Watching<Event>(done.Token);
        while (true)
        {
            Task next = events.NextChange;
            if (events.List("default").FirstOrDefault(one => one.Reason == reason) is { } found)
            {
                await done.CancelAsync();
                return found;
            }
            await next.WaitAsync(cancellationToken);
        }
    }

    private static Task<ApiResult<Status>> EvictAsync(
        InProcessCluster cluster, string pod, CancellationToken cancellationToken) =>
        cluster.Client.CallAsync<Status>(
            new ApiRequest
            {
                Verb = Verb.Create,
                Resource = new("", "v1", "pods"),
                Namespace = "default",
                Name = pod,
                Subresource = "eviction",
                Body = new Eviction { Metadata = ObjectMeta.Empty with { Name = pod, Namespace = "default" } },
            },
            cancellationToken);

    private static void Expect<T>(ApiResult<T> result)
        where T : class => Assert.Null(result.Error);
}
