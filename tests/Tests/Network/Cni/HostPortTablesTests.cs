using System.Net;
using Kubesharp.Network.Cni;
using Xunit;

namespace Kubesharp.Tests.Network.Cni;

public sealed class HostPortTablesTests
{
    private const string Frame = """
        table ip nat {
          chain CNI-HOSTPORT-SETMARK {
             counter packets 0 bytes 0 meta mark set mark or 0x2000
          }

          chain CNI-HOSTPORT-MASQ {
            meta mark & 0x00002000 == 0x00002000 counter packets 0 bytes 0 masquerade
          }

          chain POSTROUTING {
            type nat hook postrouting priority srcnat; policy accept;
             counter packets 0 bytes 0 jump CNI-HOSTPORT-MASQ
          }
        }
        """;

    [Theory]
    [InlineData("", true)]
    [InlineData("chain CNI-DN-1 {\n tcp dport 81 counter packets 0 bytes 0 dnat to 10.42.0.5:80\n}", true)]
    // Another cluster's pod.
    [InlineData("chain CNI-DN-1 {\n tcp dport 81 counter packets 0 bytes 0 dnat to 10.52.0.5:80\n}", false)]
    // Another program's rules.
    [InlineData("chain DOCKER {\n}", false)]
    [InlineData("chain OUTPUT {\n oifname \"eth0\" masquerade\n}", false)]
    public void OnlyOurOwnLeftOversGo(string more, bool expected) =>
        Assert.Equal(expected, HostPortTables.IsLeftOver(Frame + "\n" + more, IPNetwork.Parse("10.42.0.0/24")));
}
