using System.Net;
using Kubesharp.Kubelet;
using Xunit;

namespace Kubesharp.Tests.Nodes;

/// <summary>What keeps nodes on one machine apart, and what options are refused.</summary>
public sealed class KubeletOptionsTests
{
    [Fact]
    public void Each_data_directory_has_a_control_group_of_its_own()
    {
        Assert.Equal(Options("/a").CgroupRoot, Options("/a/").CgroupRoot);
        Assert.NotEqual(Options("/a").CgroupRoot, Options("/b").CgroupRoot);
        Assert.Equal("/mine", (Options("/a") with { CgroupRoot = "/mine" }).CgroupRoot);
    }

    [Fact]
    public void Every_violation_is_told()
    {
        Assert.Empty(Options("/a").Validate());
        KubeletOptions wrong = Options("relative") with { NodeName = "", LeaseSeconds = 0, CgroupRoot = "/" };
        Assert.Equal(4, wrong.Validate().Count);
    }

    private static KubeletOptions Options(string directory) => new()
    {
        NodeName = "n", DataDirectory = directory, Address = IPAddress.Loopback, CniConfigurationDirectory = "/c",
    };
}
