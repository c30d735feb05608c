using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Kubelet.Cpus;
using Xunit;

namespace Kubesharp.Tests.Nodes;

/// <summary>Processors of one's own, on machines that are not there.</summary>
public sealed class CpuTests
{
    // Two sockets of two cores of two threads; threads of a core are four apart, as on real machines.
    private static readonly CpuTopology TwoSockets = new(
    [
        .. Enumerable.Range(0, 8).Select(static number => new CpuPlace(number, number % 4, number % 4 / 2)),
    ]);

    [Theory]
    [InlineData("0-7", 4, "0-1,4-5")] // A whole socket.
    [InlineData("0-7", 2, "0,4")] // A whole core.
    [InlineData("0-7", 1, "0")]
    [InlineData("1-7", 1, "4")] // The half of a core that is broken already.
    [InlineData("1-7", 4, "2-3,6-7")] // The socket that is whole.
    [InlineData("1-7", 2, "1,5")] // A core of the socket that has less left.
    [InlineData("0-7", 3, "0-1,4")]
    [InlineData("0,1", 3, null)]
    public void Whole_sockets_then_whole_cores_then_neighbours(string available, int count, string? expected)
    {
        Assert.True(CpuSet.TryParse(available, out CpuSet set));
        Assert.Equal(expected, CpuChoice.Take(TwoSockets, set, count)?.ToString());
    }

    [Fact]
    public void Guaranteed_pods_with_whole_cpus_get_their_own_and_give_them_back()
    {
        string folder = Directory.CreateTempSubdirectory("ks-cpus-").FullName;
        try
        {
            string file = Path.Combine(folder, "cpu_manager_state");
            ExclusiveCpus cpus = Of(file);
            Assert.Equal("0-7", cpus.Of("any", "c").ToString());
            Assert.Null(cpus.Admit(PodOf("pair", ("c", "2", "2"))));
            Assert.Equal("1,5", cpus.Of("pair", "c").ToString());
            Assert.True(cpus.HasOwn("pair", "c"));
            // The reserved processors are for all, but for nobody alone.
            Assert.Equal("0,2-4,6-7", cpus.Of("any", "c").ToString());
            Assert.Null(cpus.Admit(PodOf("half", ("c", "1500m", "1500m"))));
            Assert.False(cpus.HasOwn("half", "c"));
            Assert.Null(cpus.Admit(PodOf("burstable", ("c", "2", "3"))));
            Assert.False(cpus.HasOwn("burstable", "c"));

            Assert.Equal(
                "Allocate failed due to not enough cpus available to satisfy request: requested=6, available=4, "
                + "which is unexpected",
                cpus.Admit(PodOf("much", ("c", "6", "6")))?.Message);
            Assert.Equal("UnexpectedAdmissionError", cpus.Admit(PodOf("much", ("c", "6", "6")))?.Reason);

            // A kubelet that starts anew knows who has what, and who is no more.
            ExclusiveCpus next = Of(file);
            Assert.Equal("1,5", next.Of("pair", "c").ToString());
            Assert.Null(next.Admit(PodOf("pair", ("c", "2", "2"))));
            Assert.Null(next.Admit(PodOf("four", ("c", "4", "4"))));
            Assert.Equal("0,4", next.Of("any", "c").ToString());
            next.Retain(new HashSet<string> { "four" });
            Assert.Equal("0-1,4-5", next.Of("any", "c").ToString());
            Assert.True(next.Release("four"));
            Assert.False(next.Release("four"));
            Assert.Equal("0-7", Of(file).Of("any", "c").ToString());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void What_init_containers_had_the_containers_after_them_have()
    {
        string folder = Directory.CreateTempSubdirectory("ks-cpus-").FullName;
        try
        {
            ExclusiveCpus cpus = Of(Path.Combine(folder, "state"));
            Pod pod = PodOf("p", ("main", "2", "2"));
            pod = pod with
            {
                Spec = pod.Spec with
                {
                    InitContainers =
                    [
                        ContainerOf("first", "4", "4"),
                        ContainerOf("sidecar", "2", "2") with { RestartPolicy = "Always" },
                    ],
                },
            };
            Assert.Null(cpus.Admit(pod));
            CpuSet first = cpus.Of("p", "first");
            CpuSet sidecar = cpus.Of("p", "sidecar");
            CpuSet main = cpus.Of("p", "main");
            Assert.True(sidecar.IsSubsetOf(first) && main.IsSubsetOf(first));
            // One that runs beside it keeps its own.
            Assert.True(main.Intersect(sidecar).IsEmpty);
            Assert.True(cpus.Release("p"));
            Assert.Equal("0-7", cpus.Of("p", "main").ToString());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void A_state_of_another_machine_is_refused()
    {
        string folder = Directory.CreateTempSubdirectory("ks-cpus-").FullName;
        try
        {
            string file = Path.Combine(folder, "state");
            File.WriteAllText(file, "{\"policyName\":\"static\",\"defaultCpuSet\":\"0-3\",\"entries\":{}}");
            IOException refusal = Assert.Throws<IOException>(() => Of(file));
            Assert.StartsWith(
                "current set of available CPUs \"0-7\" doesn't match with CPUs in state \"0-3\"", refusal.Message,
                StringComparison.Ordinal);
            File.WriteAllText(file, "half a fi");
            Assert.Throws<IOException>(() => Of(file));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void A_topology_is_read_from_the_kernels_files()
    {
        string folder = Directory.CreateTempSubdirectory("ks-topology-").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "online"), "0-1,4\n");
            foreach ((int number, int core) in ((int, int)[])[(0, 0), (1, 1), (4, 0)])
            {
                string topology = Path.Combine(folder, $"cpu{number}", "topology");
                Directory.CreateDirectory(topology);
                File.WriteAllText(Path.Combine(topology, "core_id"), $"{core}\n");
                File.WriteAllText(Path.Combine(topology, "physical_package_id"), "0\n");
            }
            CpuTopology read = CpuTopology.Read(folder);
            Assert.Equal("0-1,4", read.All.ToString());
            Assert.Equal(new CpuPlace(4, 0, 0), read.Of(4));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static ExclusiveCpus Of(string file) =>
        new(TwoSockets, new NodeReservation(new CpuSet([0, 4]), 2), file);

    private static Pod PodOf(string uid, params (string Name, string Request, string Limit)[] containers) => new()
    {
        Metadata = new() { Name = uid, Namespace = "default", Uid = uid },
        Spec = new()
        {
            Containers = [.. containers.Select(static one => ContainerOf(one.Name, one.Request, one.Limit))],
        },
    };

    private static Container ContainerOf(string name, string request, string limit) => new()
    {
        Name = name,
        Resources = new()
        {
            Requests = new Dictionary<string, Quantity>
            {
                ["cpu"] = Quantity.Parse(request), ["memory"] = Quantity.Parse("1Mi"),
            },
            Limits = new Dictionary<string, Quantity>
            {
                ["cpu"] = Quantity.Parse(limit), ["memory"] = Quantity.Parse("1Mi"),
            },
        },
    };
}
