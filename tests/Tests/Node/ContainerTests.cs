using System.Net;
using System.Text;
using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Kubelet;
using Kubesharp.Kubelet.Containers;
using Kubesharp.Kubelet.Images;
using Kubesharp.Kubelet.Streaming;
using Xunit;

namespace Kubesharp.Tests.Nodes;

/// <summary>What containers are told, as pure functions.</summary>
public sealed class ContainerTests
{
    [Theory]
    [InlineData("$(A)", "1")]
    [InlineData("x$(A)y$(B)", "x1y$(B)")]
    [InlineData("$$(A)", "$(A)")]
    [InlineData("$A", "$A")]
    [InlineData("cost: 5$", "cost: 5$")]
    [InlineData("$(A", "$(A")]
    public void Variables_expand_and_dollars_escape(string input, string expected) =>
        Assert.Equal(expected, VariableExpansion.Expand(input, static name => name == "A" ? "1" : null));

    [Theory]
    [InlineData("busybox", true, "docker.io")]
    [InlineData("127.0.0.1:5000/lib/x:1", true, "127.0.0.1:5000")]
    [InlineData("registry.k8s.io/pause:3.10", true, "registry.k8s.io")]
    [InlineData("lib/x", true, "docker.io")]
    [InlineData("Upper/Case", false, "docker.io")]
    [InlineData("", false, "docker.io")]
    public void Image_names_are_known_by_their_grammar(string image, bool valid, string registry)
    {
        Assert.Equal(valid, ImageName.IsValid(image));
        Assert.Equal(registry, ImageName.RegistryOf(image));
    }

    [Fact]
    public void Cluster_dns_comes_with_search_domains_and_ndots()
    {
        KubeletOptions options = new()
        {
            NodeName = "n", DataDirectory = "/d", Address = IPAddress.Loopback, CniConfigurationDirectory = "/c",
            ClusterDns = IPAddress.Parse("10.43.0.10"),
        };
        Pod pod = new() { Metadata = new() { Namespace = "shop" }, Spec = new() { DnsPolicy = "ClusterFirst" } };
        Kubelet.Cri.DNSConfig dns = DnsConfiguration.For(pod, options, "nameserver 192.0.2.1\nsearch example.org\n");
        Assert.Equal(["10.43.0.10"], dns.Servers);
        Assert.Equal(["shop.svc.cluster.local", "svc.cluster.local", "cluster.local", "example.org"], dns.Searches);
        Assert.Equal(["ndots:5"], dns.Options);

        Pod host = pod with { Spec = pod.Spec with { HostNetwork = true } };
        Assert.Equal(["192.0.2.1"], DnsConfiguration.For(host, options, "nameserver 192.0.2.1\n").Servers);
    }

    [Fact]
    public void E098_Services_become_variables()
    {
        Service service = new()
        {
            Metadata = new() { Name = "my-web", Namespace = "shop" },
            Spec = new() { ClusterIP = "10.43.0.7", Ports = [new() { Name = "http", Port = 80, Protocol = "TCP" }] },
        };
        Pod pod = new() { Metadata = new() { Namespace = "shop" } };
        IReadOnlyDictionary<string, string> variables = ServiceEnvironment.For(pod, [service]);
        Assert.Equal("10.43.0.7", variables["MY_WEB_SERVICE_HOST"]);
        Assert.Equal("80", variables["MY_WEB_SERVICE_PORT_HTTP"]);
        Assert.Equal("tcp://10.43.0.7:80", variables["MY_WEB_PORT_80_TCP"]);
        Pod unlinked = pod with { Spec = new() { EnableServiceLinks = false } };
        Assert.Empty(ServiceEnvironment.For(unlinked, [service]));

        // Clients inside find the API server from every namespace, linked or not.
        Service server = service with
        {
            Metadata = new() { Name = "kubernetes", Namespace = "default" },
            Spec = new() { ClusterIP = "10.43.0.1", Ports = [new() { Name = "https", Port = 443, Protocol = "TCP" }] },
        };
        variables = ServiceEnvironment.For(unlinked, [service, server]);
        Assert.Equal("10.43.0.1", variables["KUBERNETES_SERVICE_HOST"]);
        Assert.Equal("443", variables["KUBERNETES_SERVICE_PORT"]);
        Assert.DoesNotContain("MY_WEB_SERVICE_HOST", variables.Keys);
    }

    [Theory]
    [InlineData("", "", "BestEffort", 1000)]
    [InlineData("64Mi", "", "Burstable", 938)]
    [InlineData("64Mi", "64Mi", "Burstable", 938)]
    public void Quality_of_service_decides_who_dies_first(string request, string limit, string expected, long score)
    {
        Container container = new()
        {
            Name = "c",
            Resources = new() { Requests = Memory(request), Limits = Memory(limit) },
        };
        Pod pod = new() { Spec = new() { Containers = [container] } };
        Assert.Equal(expected, PodQualityOfService.ClassOf(pod));
        Assert.Equal(score, PodResources.OomScore(pod, container, 1L << 30));
    }

    [Fact]
    public void Log_entries_are_taken_apart()
    {
        LogLine line = LogLine.Parse(Encoding.ASCII.GetBytes("2016-10-06T00:17:09.669794202Z stderr P a b"))!.Value;
        Assert.True(line.IsStandardError);
        Assert.True(line.IsPartial);
        Assert.Equal("a b", Encoding.ASCII.GetString(line.Content.Span));
        Assert.Null(LogLine.Parse(Encoding.ASCII.GetBytes("nonsense")));
    }

    private static Dictionary<string, Quantity> Memory(string amount) =>
        amount.Length == 0 ? [] : new() { ["memory"] = Quantity.Parse(amount) };
}
