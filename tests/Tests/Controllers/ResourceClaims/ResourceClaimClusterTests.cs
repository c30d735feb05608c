using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Resource;
using Kubesharp.Client;
using Kubesharp.Client.Informers;
using Kubesharp.Simulation.Nodes;
using Xunit;
using ResourceClaim = Kubesharp.Api.Resource.ResourceClaim;

namespace Kubesharp.Tests.Controllers.ResourceClaims;

/// <summary>A claim from its template to its end, in a whole cluster in this process.</summary>
public sealed class ResourceClaimClusterTests
{
    [Fact]
    public async Task A_claim_is_made_for_a_Pod_and_given_back_when_the_Pod_has_ended()
    {
        using CancellationTokenSource patience = new(TimeSpan.FromSeconds(60));
        await using InProcessCluster cluster = await InProcessCluster.StartAsync(
            new InProcessClusterOptions { Nodes = new SimulatedNodesOptions { Count = 1 } }, patience.Token);
        await cluster.UntilAsync<ServiceAccount>("default", static _ => true, patience.Token);
        Pod pod = Workloads.Pod("train");
        Expect(await cluster.Client.CreateAsync(
            pod with
            {
                Spec = pod.Spec with
                {
                    RestartPolicy = "Never",
                    // It waits: what is asked here is who makes and ends the claim.
                    SchedulingGates = [new() { Name = "x.io/wait" }],
                    ResourceClaims = [new() { Name = "gpu", ResourceClaimTemplateName = "gpus" }],
                },
            },
            patience.Token));
        using CancellationTokenSource done = CancellationTokenSource.CreateLinkedTokenSource(patience.Token);
        Informer<Event> events = cluster.Watching<Event>(done.Token);
        while (true)
        {
            Task next = events.NextChange;
            if (events.List("default").Any(static one => one is
                {
                    Reason: "FailedResourceClaimCreation",
                    Message: "PodResourceClaim gpu: resource claim template \"gpus\": "
                        + "resourceclaimtemplate.resource.k8s.io \"gpus\" not found",
                }))
                break;
            await next.WaitAsync(patience.Token);
        }
        await done.CancelAsync();

        Expect(await cluster.Client.CreateAsync(
            new ResourceClaimTemplate { Metadata = new() { Name = "gpus", Namespace = "default" } }, patience.Token));
        Pod named = await cluster.UntilAsync<Pod>(
            "train", static one => one.Status.ResourceClaimStatuses.Count == 1, patience.Token);
        string name = named.Status.ResourceClaimStatuses[0].ResourceClaimName!;
        ResourceClaim claim = await cluster.UntilAsync<ResourceClaim>(name, static _ => true, patience.Token);
        Assert.Equal(named.Metadata.Uid, claim.Metadata.OwnerReferences[0].Uid);

        // Its Pod ends, and stays.
        Expect(await cluster.Client.UpdateStatusAsync(
            named with { Status = named.Status with { Phase = "Failed" } }, patience.Token));
        using CancellationTokenSource gone = CancellationTokenSource.CreateLinkedTokenSource(patience.Token);
        Informer<ResourceClaim> claims = cluster.Watching<ResourceClaim>(gone.Token);
        await claims.Synced.WaitAsync(patience.Token);
        while (true)
        {
            Task next = claims.NextChange;
            if (claims.Get(new("default", name)) is null)
                break;
            await next.WaitAsync(patience.Token);
        }
        await gone.CancelAsync();
    }

    private static void Expect<T>(ApiResult<T> result)
        where T : class => Assert.Null(result.Error);
}
