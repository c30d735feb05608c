using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Networking;
using Kubesharp.Client;
using Kubesharp.Simulation.Faults;
using Kubesharp.Simulation.Nodes;
using Xunit;

namespace Kubesharp.Tests.Simulation;

/// <summary>Networks of Services come and go.</summary>
public sealed class ServiceCIDRSimulationTests
{
    [Fact] // E108
    public void A_ServiceCIDR_is_made_ready_and_waits_for_its_addresses_before_it_goes()
    {
        (ServiceCIDR ready, ServiceCIDR waiting, TimeSpan rest, bool gone) = Simulated.Run(
            1, FaultPlan.None, new SimulatedNodesOptions(),
            static async cluster =>
            {
                await cluster.CreateAsync(new ServiceCIDR
                {
                    Metadata = ObjectMeta.Empty with { Name = "extra" }, Spec = new() { Cidrs = ["10.99.0.0/24"] },
                });
                ServiceCIDR ready = await UntilAsync(cluster, static one => one is { Metadata.Finalizers.Count: 1 }
                    && one.Status.Conditions.Any(static each => each is { Type: "Ready", Status: "True" }));
                await cluster.CreateAsync(new Service
                {
                    Metadata = ObjectMeta.Empty with { Name = "holder", Namespace = "default" },
                    Spec = ServiceSpec.Empty with
                    {
                        ClusterIP = "10.99.0.20", Ports = [ServicePort.Empty with { Port = 80, TargetPort = 80 }],
                    },
                });

                Assert.Null(await cluster.Client.DeleteAsync<ServiceCIDR>(
                    new("", "extra"), null, CancellationToken.None));
                ServiceCIDR waiting = await UntilAsync(cluster, static one =>
                    one.Status.Conditions.Any(static each => each.Reason == "Terminating"));
                Assert.Null(await cluster.Client.DeleteAsync<Service>(
                    new("default", "holder"), null, CancellationToken.None));
                TimeSpan start = cluster.Clock.Elapsed;
                bool gone = false;
                while (!gone)
                {
                    await cluster.DelayAsync(TimeSpan.FromSeconds(1));
                    gone = (await cluster.Client.GetAsync<ServiceCIDR>(new("", "extra"), CancellationToken.None))
                        .Error is { IsNotFound: true };
                }
                return (ready, waiting, cluster.Clock.Elapsed - start, gone);
            });

        Assert.Equal(["networking.k8s.io/service-cidr-finalizer"], ready.Metadata.Finalizers);
        Assert.Equal("Kubernetes Service CIDR is ready", ready.Status.Conditions[0].Message);
        Assert.Equal(
            "There are still IPAddresses referencing the ServiceCIDR, please remove them or create a new ServiceCIDR",
            waiting.Status.Conditions[0].Message);
        Assert.True(gone);
        Assert.InRange(rest, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(15)); // allocators had time to notice
    }

    private static async Task<ServiceCIDR> UntilAsync(Simulated cluster, Predicate<ServiceCIDR> wanted)
    {
        while (true)
        {
            if ((await cluster.Client.GetAsync<ServiceCIDR>(new("", "extra"), CancellationToken.None)).Value
                is { } found && wanted(found))
                return found;
            await cluster.DelayAsync(TimeSpan.FromSeconds(1));
        }
    }
}
