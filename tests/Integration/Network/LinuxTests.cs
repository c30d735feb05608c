using System.Net;
using System.Net.Sockets;
using System.Text;
using Kubesharp.Linux;
using Kubesharp.Linux.Cgroups;
using Kubesharp.Linux.Conntrack;
using Kubesharp.Linux.Interfaces;
using Kubesharp.Linux.Mounts;
using Kubesharp.Linux.Namespaces;
using Kubesharp.Linux.Nftables;
using Kubesharp.Linux.Processes;
using Xunit;

namespace Kubesharp.Tests.Integration.Network;

public sealed class LinuxTests
{
    [Fact]
    public async Task InterfacesInsideANamespace()
    {
        TestNamespace.SkipUnlessPossible();
        using TestNamespace test = new("interfaces");

        IReadOnlyList<InterfaceAddress> addresses = await test.Handle.RunAsync(() =>
        {
            InterfaceTable.CreateBridge("ksbr0");
            InterfaceTable.CreateBridge("ksbr0");
            InterfaceTable.AddAddress("ksbr0", IPAddress.Parse("10.90.0.1"), 24);
            InterfaceTable.AddAddress("ksbr0", IPAddress.Parse("10.90.0.1"), 24);
            InterfaceTable.AddAddress("lo", IPAddress.Parse("10.91.0.10"), 32);
            InterfaceTable.SetUp("ksbr0");
            InterfaceTable.AddRoute(IPNetwork.Parse("10.92.0.0/16"), IPAddress.Parse("10.90.0.2"), "ksbr0");
            InterfaceTable.AddRoute(IPNetwork.Parse("10.93.0.0/16"), null, "ksbr0");
            return InterfaceTable.Addresses();
        });

        Assert.Contains(addresses, address => address is { PrefixLength: 24 }
            && address.Address.ToString() == "10.90.0.1");
        Assert.Contains(addresses, address => address is { PrefixLength: 32 }
            && address.Address.ToString() == "10.91.0.10");
        string routes = test.Run("ip route");
        Assert.Contains("10.92.0.0/16 via 10.90.0.2 dev ksbr0", routes);
        Assert.Contains("10.93.0.0/16 dev ksbr0", routes);
        Assert.Null(InterfaceTable.IndexOf("ksbr0")); // Not here: only there.

        await test.Handle.RunAsync(() =>
        {
            InterfaceTable.RemoveAddress("lo", IPAddress.Parse("10.91.0.10"), 32);
            InterfaceTable.RemoveAddress("lo", IPAddress.Parse("10.91.0.10"), 32);
            InterfaceTable.Delete("ksbr0");
            InterfaceTable.Delete("ksbr0");
        });
        Assert.DoesNotContain("10.9", test.Run("ip addr"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task NftablesIsOneTransactionAndTellsItsError(bool programOnly)
    {
        TestNamespace.SkipUnlessPossible("nft");
        using TestNamespace test = new("nft");
        NftablesCommand nft = new(test.Handle) { ProgramOnly = programOnly };
        CancellationToken token = TestContext.Current.CancellationToken;

        NftablesResult good = await nft.RunAsync(
            "table ip ks-test { chain a { counter; }; }\nlist table ip ks-test\n", token);
        NftablesResult bad = await nft.RunAsync("table ip ks-other { }\ndelete table ip ks-absent\n", token);

        Assert.True(good.Succeeded, good.Error);
        Assert.Contains("chain a", good.Output);
        Assert.False(bad.Succeeded);
        Assert.Contains("No such file or directory", bad.Error);
        Assert.Equal("table ip ks-test", test.Run("nft list tables").Trim());
    }

    [Fact]
    public async Task ConnectsInsideANamespaceAndLeavesThreadsAlone()
    {
        TestNamespace.SkipUnlessPossible();
        using TestNamespace test = new("connect");
        CancellationToken token = TestContext.Current.CancellationToken;
        using Socket listener = await test.Handle.RunAsync(static () =>
        {
            Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            socket.Listen();
            return socket;
        });
        IPEndPoint endPoint = (IPEndPoint)listener.LocalEndPoint!;

        using Socket client = await test.Handle.ConnectAsync(endPoint, token);
        using Socket server = await listener.AcceptAsync(token);
        await client.SendAsync("hello"u8.ToArray(), token);
        byte[] buffer = new byte[16];
        int count = await server.ReceiveAsync(buffer, token);

        Assert.Equal("hello", Encoding.UTF8.GetString(buffer, 0, count));
        await Assert.ThrowsAsync<SocketException>(() => NetworkNamespace.Current.ConnectAsync(endPoint, token));
        await Assert.ThrowsAnyAsync<IOException>(
            () => NetworkNamespace.At("/run/netns/none").ConnectAsync(endPoint, token));
    }

    [Fact]
    public async Task ForgetsTrackedFlows()
    {
        TestNamespace.SkipUnlessPossible("nft");
        using TestNamespace test = new("conntrack");
        NftablesCommand nft = new(test.Handle);
        await nft.RunAsync("""
            table ip t {
              chain o { type nat hook output priority -100; ip daddr 127.0.0.9 udp dport 53 dnat to 127.0.0.1:5353; }
            }
            """, TestContext.Current.CancellationToken);

        int deleted = await test.Handle.RunAsync(() =>
        {
            using Socket receiver = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            receiver.Bind(new IPEndPoint(IPAddress.Loopback, 5353));
            using Socket sender = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            sender.SendTo("x"u8.ToArray(), new IPEndPoint(IPAddress.Parse("127.0.0.9"), 53));
            bool Chosen(ConntrackEntry entry) => entry is { Protocol: 17, OriginalPort: 53, ReplyPort: 5353 }
                && entry.OriginalDestination.ToString() == "127.0.0.9" && entry.ReplySource.ToString() == "127.0.0.1";
            int first = ConntrackTable.DeleteWhere(Chosen);
            return first * 10 + ConntrackTable.DeleteWhere(Chosen);
        });

        Assert.Equal(10, deleted);
    }

    [Fact]
    public void MountsAndUnmounts()
    {
        TestNamespace.SkipUnlessPossible();
        string root = Directory.CreateTempSubdirectory("mounts").FullName;
        string tmpfs = Path.Combine(root, "a b");
        string bound = Path.Combine(root, "bound");
        Directory.CreateDirectory(tmpfs);
        Directory.CreateDirectory(bound);
        try
        {
            MountTable.MountTmpfs(tmpfs, "size=64k,mode=0700");
            File.WriteAllText(Path.Combine(tmpfs, "f"), "x");
            MountTable.Bind(tmpfs, bound, readOnly: true);

            Assert.True(MountTable.IsMounted(tmpfs));
            Assert.Equal("x", File.ReadAllText(Path.Combine(bound, "f")));
            Assert.ThrowsAny<Exception>(() => File.WriteAllText(Path.Combine(bound, "g"), "y"));
            Assert.Equal(2, MountTable.UnmountAll(root));
            Assert.False(MountTable.IsMounted(tmpfs));
            Assert.False(MountTable.Unmount(tmpfs));
            Assert.Throws<SystemCallException>(() => MountTable.Bind("/none", bound, readOnly: false));
        }
        finally
        {
            MountTable.UnmountAll(root);
            Directory.Delete(root, recursive: true);
        }
    }

    [Fact]
    public void PodControlGroups()
    {
        TestNamespace.SkipUnlessPossible();
        if (CgroupTree.Discover(MountTable.Read()) is not { } tree)
        {
            Assert.Skip("no control groups here");
            return;
        }
        string top = $"/ks-test-{Environment.ProcessId}";
        try
        {
            tree.Create(top + "/burstable/pod1");
            tree.SetLimits(top + "/burstable/pod1",
                new CgroupLimits { CpuShares = 512, CpuQuota = 20_000, MemoryBytes = 64 << 20, PidsMax = 100 });

            Assert.True(tree.Exists(top + "/burstable/pod1"));
            Assert.Equal(["pod1"], tree.Children(top + "/burstable"));
            Assert.Empty(tree.Processes(top));
            Assert.Equal(0, tree.ReadUsage(top)!.Pids);
            if (tree.Version == 1)
            {
                Assert.Equal("512\n", File.ReadAllText($"{tree.Roots["cpu"]}{top}/burstable/pod1/cpu.shares"));
                Assert.NotEqual("\n", File.ReadAllText($"{tree.Roots["cpuset"]}{top}/burstable/pod1/cpuset.cpus"));
            }
        }
        finally
        {
            Assert.True(tree.Remove(top));
        }
        Assert.Null(tree.ReadUsage(top));
    }

    [Fact]
    public async Task SysctlsBelongToTheNamespace()
    {
        TestNamespace.SkipUnlessPossible();
        using TestNamespace test = new("sysctl");
        string here = Sysctl.Read("net.ipv4.ip_forward")!;

        bool written = await test.Handle.RunAsync(() => Sysctl.Write("net.ipv4.ip_forward", here == "1" ? "0" : "1"));

        Assert.True(written);
        Assert.Equal(here, Sysctl.Read("net.ipv4.ip_forward"));
        Assert.Null(Sysctl.Read("net.none"));
    }
}
