using Kubesharp.Api;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Networking;
using Kubesharp.Controllers.ServiceCIDRs;
using Xunit;

namespace Kubesharp.Tests.Controllers.ServiceCIDRs;

public sealed class ServiceCIDRPlanTests
{
    [Theory]
    // the others, addresses that are taken
    [InlineData("", "", true)]
    [InlineData("", "10.1.0.5", false)]
    [InlineData("", "10.2.0.5", true)] // somebody else's
    [InlineData("10.0.0.0/8", "10.1.0.5", true)] // a larger one has them too
    [InlineData("10.1.0.0/16", "10.1.0.5", true)]
    [InlineData("10.1.0.0/24", "10.1.0.5", true)] // every address that is taken lies in a smaller one
    [InlineData("10.1.0.0/24", "10.1.0.5 10.1.1.5", false)]
    [InlineData("-10.0.0.0/8", "10.1.0.5", false)] // one that goes as well covers nothing
    [InlineData("fd00::/64", "10.1.0.5", false)]
    public void A_network_goes_when_no_address_is_left_behind(string others, string taken, bool expected)
    {
        ServiceCIDR network = Of("mine", "10.1.0.0/16");
        List<ServiceCIDR> all = [network, .. Words(others).Select(static (word, index) => Of($"other-{index}", word))];
        IEnumerable<IPAddress> addresses = Words(taken).Select(static word => new IPAddress
        {
            Metadata = ObjectMeta.Empty with
            {
                Name = word,
                Labels = new Dictionary<string, string>
                {
                    ["ipaddress.kubernetes.io/managed-by"] = "ipallocator.k8s.io",
                },
            },
        });

        Assert.Equal(expected, ServiceCIDRPlan.MayGo(network, all, addresses));
    }

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static ServiceCIDR Of(string name, string network) => new()
    {
        Metadata = ObjectMeta.Empty with
        {
            Name = name,
            DeletionTimestamp = network.StartsWith('-') ? new Time(DateTimeOffset.UnixEpoch) : null,
        },
        Spec = new() { Cidrs = [network.TrimStart('-')] },
    };
}
