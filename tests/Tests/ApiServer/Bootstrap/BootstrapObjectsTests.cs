using Kubesharp.Api;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Rbac;
using Kubesharp.Api.Transport;
using Kubesharp.ApiServer.Authentication;
using Kubesharp.ApiServer.Authorization;
using Kubesharp.ApiServer.Bootstrap;
using Kubesharp.Store;
using Kubesharp.Store.Memory;
using Xunit;

namespace Kubesharp.Tests.ApiServer.Bootstrap;

public sealed class BootstrapObjectsTests
{
    [Fact]
    public async Task E089_ASecondStartWritesNothingAndWhatWasTakenAwayComesBack()
    {
        await using MemoryStore store = new(new StoreOptions(), TimeProvider.System);
        string before;
        await using (Kubesharp.ApiServer.ApiServer first = new(new() { Store = store }))
        {
            await first.StartAsync(CancellationToken.None);
            ITransport transport = first.TransportFor(Users.ServerUser, "tests");
            Assert.Empty(await new BootstrapObjects(transport, first.Caches).ReconcileAsync(CancellationToken.None));
            before = (await RoleAsync(transport, "view")).Metadata.ResourceVersion;

            ClusterRole scheduler = await RoleAsync(transport, "system:kube-scheduler");
            PolicyRule own = new() { Verbs = ["get"], ApiGroups = ["example.com"], Resources = ["widgets"] };
            await transport.SendAsync(
                new()
                {
                    Verb = Verb.Update,
                    Resource = Resources.ClusterRoles,
                    Name = scheduler.Metadata.Name,
                    Body = scheduler with { Rules = [own] },
                },
                CancellationToken.None);
        }
        await using Kubesharp.ApiServer.ApiServer second = new(new() { Store = store });
        await second.StartAsync(CancellationToken.None);
        ITransport again = second.TransportFor(Users.ServerUser, "tests");
        Assert.Equal(before, (await RoleAsync(again, "view")).Metadata.ResourceVersion);
        ClusterRole restored = await RoleAsync(again, "system:kube-scheduler");
        ClusterRole due = DefaultObjects.ClusterRoles.Single(
            static role => role.Metadata.Name == "system:kube-scheduler");
        Assert.Empty(Rules.NotCovered(restored.Rules, due.Rules));
        Assert.Contains(restored.Rules, static rule => rule.Resources.Contains("widgets"));
    }

    [Fact]
    public void E089_EveryNameIsThereOnce()
    {
        Assert.Equal(69, DefaultObjects.ClusterRoles.DistinctBy(static role => role.Metadata.Name).Count());
        Assert.Equal(69, DefaultObjects.ClusterRoles.Count);
        HashSet<string> roles = [.. DefaultObjects.ClusterRoles.Select(static role => role.Metadata.Name)];
        Assert.All(DefaultObjects.ClusterRoleBindings, binding => Assert.Contains(binding.RoleRef.Name, roles));
        Assert.All(DefaultObjects.RoleBindings, static binding => Assert.Contains(
            DefaultObjects.Roles,
            role => role.Metadata.Name == binding.RoleRef.Name
                && role.Metadata.Namespace == binding.Metadata.Namespace));
    }

    [Fact]
    public void E089_AdminHoldsEditAndEditHoldsView()
    {
        Assert.Empty(Rules.NotCovered(RulesOf("admin"), RulesOf("edit")));
        Assert.Empty(Rules.NotCovered(RulesOf("edit"), RulesOf("view")));
        Assert.NotEmpty(Rules.NotCovered(RulesOf("view"), RulesOf("edit")));
    }

    private static IReadOnlyList<PolicyRule> RulesOf(string name) =>
        DefaultObjects.ClusterRoles.Single(role => role.Metadata.Name == name).Rules;

    private static async Task<ClusterRole> RoleAsync(ITransport transport, string name)
    {
        ApiResponse response = await transport.SendAsync(
            new() { Verb = Verb.Get, Resource = Resources.ClusterRoles, Name = name }, CancellationToken.None);
        Assert.True(response.Error is null, response.Error?.Message);
        return (ClusterRole)response.Object!;
    }
}
