using Kubesharp.Linux.Cgroups;
using Kubesharp.Linux.Mounts;
using Xunit;

namespace Kubesharp.Tests.Linux;

public sealed class CgroupTreeTests
{
    [Fact]
    public void FindsVersionOneTreesByTheirOptions()
    {
        CgroupTree tree = CgroupTree.Discover(MountPoint.Parse("""
            30 20 0:25 / /sys/fs/cgroup rw - tmpfs tmpfs rw
            31 30 0:26 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw
            32 30 0:27 / /sys/fs/cgroup/cpu,cpuacct rw - cgroup cgroup rw,cpu,cpuacct
            33 30 0:28 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory
            34 30 0:29 / /sys/fs/cgroup/systemd rw - cgroup cgroup rw,name=systemd
            """))!;

        Assert.Equal(1, tree.Version);
        Assert.Equal("/sys/fs/cgroup/cpu,cpuacct", tree.Roots["cpuacct"]);
        Assert.Equal("/sys/fs/cgroup/systemd", tree.Roots["name=systemd"]);
    }

    [Fact]
    public void FindsVersionTwo()
    {
        CgroupTree tree = CgroupTree.Discover(MountPoint.Parse("31 30 0:26 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw"))!;

        Assert.Equal(2, tree.Version);
        Assert.Equal("/sys/fs/cgroup", tree.Roots[""]);
        Assert.Null(CgroupTree.Discover([]));
    }

    [Theory]
    [InlineData(1, "hugetlb", "limit_in_bytes")]
    [InlineData(2, "", "max")]
    public void HugePagesAreLimitedWhereTheKernelCountsThem(int version, string controller, string file)
    {
        string root = Directory.CreateTempSubdirectory("ks-cgroup-").FullName;
        try
        {
            string group = Path.Combine(root, "pod");
            Directory.CreateDirectory(group);
            File.WriteAllText(Path.Combine(group, $"hugetlb.2MB.{file}"), "max");
            CgroupTree tree = new(version, new Dictionary<string, string> { [controller] = root });
            tree.SetLimits("/pod", new CgroupLimits
            {
                HugePageBytes = new Dictionary<string, long> { ["2MB"] = 4 << 20, ["1GB"] = 0 },
            });
            Assert.Equal("4194304", File.ReadAllText(Path.Combine(group, $"hugetlb.2MB.{file}")));
            Assert.Single(Directory.GetFiles(group));
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(1024, 39)]
    [InlineData(262_144, 10_000)]
    public void SharesBecomeWeight(long shares, long weight) => Assert.Equal(weight, CgroupTree.WeightFor(shares));

    [Fact]
    public void WritesLimitsOfVersionTwo()
    {
        string root = Directory.CreateTempSubdirectory("cgroup").FullName;
        try
        {
            CgroupTree tree = new(2, new Dictionary<string, string> { [""] = root });
            tree.Create("/kubepods/pod1");
            tree.SetLimits(
                "/kubepods/pod1", new CgroupLimits { CpuShares = 1024, CpuQuota = 50_000, MemoryBytes = -1 });

            Assert.Equal("39", File.ReadAllText(Path.Combine(root, "kubepods/pod1/cpu.weight")));
            Assert.Equal("50000 100000", File.ReadAllText(Path.Combine(root, "kubepods/pod1/cpu.max")));
            Assert.Equal("max", File.ReadAllText(Path.Combine(root, "kubepods/pod1/memory.max")));
            Assert.Equal(["pod1"], tree.Children("/kubepods"));
            Assert.Throws<ArgumentException>(() => tree.Remove("/"));
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }
}
