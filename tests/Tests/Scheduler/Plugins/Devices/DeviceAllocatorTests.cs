using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Resource;
using Kubesharp.Scheduler.Framework;
using Kubesharp.Scheduler.Plugins.Devices;
using Kubesharp.Tests.Scheduler.Framework;
using Xunit;
using static Kubesharp.Tests.Scheduler.Plugins.Devices.DeviceObjects;
using Claim = Kubesharp.Api.Resource.ResourceClaim;

namespace Kubesharp.Tests.Scheduler.Plugins.Devices;

/// <summary>Which devices a claim gets on a node.</summary>
public sealed class DeviceAllocatorTests
{
    private readonly ClusterObjects objects = new();
    private readonly HashSet<DeviceId> taken = [];
    private readonly DeviceSelectors selectors = new();

    public DeviceAllocatorTests() => objects.Set(Class());

    [Fact]
    public void The_first_devices_that_fit_are_taken()
    {
        objects.Set(Slice("node-0", Gpu("0"), Gpu("1"), Gpu("2")));
        taken.Add(new(Driver, "node-0", "0"));

        Assert.Equal(["gpu=1", "gpu=2"], Chosen(Claim("c", Request(count: 2))));
        Assert.Null(Chosen(Claim("c", Request(count: 3))));
        Assert.Null(Chosen(Claim("c", Request()), node: "node-1"));
    }

    [Theory]
    [InlineData("device.attributes[\"gpu.example.com\"].model == \"b\"", "gpu=1")]
    [InlineData("device.capacity[\"gpu.example.com\"].memory.compareTo(quantity(\"20Gi\")) >= 0", "gpu=2")]
    [InlineData("device.capacity[\"gpu.example.com\"].memory.isGreaterThan(quantity(\"15Gi\"))", "gpu=2")]
    [InlineData("device.attributes[\"gpu.example.com\"].numa > 0 && device.driver.startsWith(\"gpu\")", "gpu=2")]
    [InlineData("device.attributes[\"gpu.example.com\"].driverVersion.isLessThan(semver(\"1.9.0\"))", null)]
    [InlineData("device.attributes[\"gpu.example.com\"].driverVersion.compareTo(semver(\"1.10.0\")) == 0", "gpu=0")]
    [InlineData("has(device.attributes[\"gpu.example.com\"].absent)", null)]
    [InlineData("\"model\" in device.attributes[\"gpu.example.com\"]", "gpu=0")]
    [InlineData("device.attributes[\"gpu.example.com\"].model in [\"x\", \"b\"]", "gpu=1")]
    public void A_selector_is_asked(string expression, string? expected)
    {
        objects.Set(Slice("node-0", Gpu("0"), Gpu("1", "b"), Gpu("2", memory: "40Gi", numa: 1)));

        Assert.Equal(expected, Chosen(Claim("c", Request(selectors: expression)))?.Single());
    }

    [Theory]
    [InlineData("device.driver ==", "cannot be compiled")]
    [InlineData("device.driver", "is not a condition")]
    [InlineData("device.attributes[\"gpu.example.com\"].absent == 1", "failed")]
    [InlineData("device.attributes[\"gpu.example.com\"].?model.orValue(\"\") == \"a\"", "orValue")]
    public void A_selector_that_cannot_be_asked_says_so(string expression, string expected)
    {
        objects.Set(Slice("node-0", Gpu("0")));

        DeviceAllocation found = Allocate("node-0", Claim("c", Request(selectors: expression)));

        Assert.Null(found.Allocations);
        Assert.StartsWith("request gpu, device gpu.example.com/node-0/0: CEL selector \"", found.Error);
        Assert.Contains(expected, found.Error);
    }

    [Fact]
    public void All_means_all_or_nothing()
    {
        objects.Set(Slice("node-0", Gpu("0"), Gpu("1"), Gpu("2", "b")));
        const string ModelA = "device.attributes[\"gpu.example.com\"].model == \"a\"";

        Assert.Equal(["gpu=0", "gpu=1"], Chosen(Claim("c", Request(mode: "All", selectors: ModelA))));
        taken.Add(new(Driver, "node-0", "1"));
        Assert.Null(Chosen(Claim("c", Request(mode: "All", selectors: ModelA))));
        Assert.Null(Chosen(Claim("c", Request(mode: "All", selectors: "device.driver == \"other\""))));
    }

    [Fact]
    public void A_pool_that_is_being_changed_is_left_alone()
    {
        ResourceSlice slice = Slice("node-0", Gpu("0"));
        objects.Set(slice with
        {
            Spec = slice.Spec with { Pool = slice.Spec.Pool with { ResourceSliceCount = 2 } },
        });

        Assert.Null(Chosen(Claim("c", Request())));
        Assert.Equal(
            "request gpu: asks for all devices, but resource pool gpu.example.com/node-0 is currently being updated",
            Allocate("node-0", Claim("c", Request(mode: "All"))).Error);
    }

    [Fact]
    public void Slices_of_an_older_generation_do_not_count()
    {
        ResourceSlice old = Slice("node-0", Gpu("old"));
        ResourceSlice fresh = Slice("node-0", Gpu("new"));
        objects.Set(old);
        objects.Set(fresh with
        {
            Metadata = fresh.Metadata with { Name = "fresh" },
            Spec = fresh.Spec with { Pool = fresh.Spec.Pool with { Generation = 2 } },
        });

        Assert.Equal(["gpu=new"], Chosen(Claim("c", Request())));
    }

    [Fact]
    public void An_earlier_alternative_is_better_than_a_later_one()
    {
        objects.Set(Slice("node-0", Gpu("0", "b")));
        objects.Set(Slice("node-1", Gpu("0", "a")));
        DeviceSubRequest Sub(string model) => DeviceSubRequest.Empty with
        {
            Name = model,
            DeviceClassName = "gpu",
            Count = 1,
            Selectors = SelectorsOf($"device.attributes[\"gpu.example.com\"].model == \"{model}\""),
        };
        Claim claim = Claim(
            "c", DeviceRequest.Empty with { Name = "gpu", FirstAvailable = [Sub("a"), Sub("b")] });

        Assert.Equal(["gpu/b=0"], Chosen(claim));
        Assert.Equal(["gpu/a=0"], Chosen(claim, "node-1"));
        Assert.True(Allocate("node-1", claim).Preference > Allocate("node-0", claim).Preference);
    }

    [Fact]
    public void Devices_agree_in_an_attribute()
    {
        objects.Set(Slice("node-0", Gpu("0", numa: 0), Gpu("1", numa: 1), Gpu("2", numa: 1), Gpu("3", numa: 2)));
        Claim claim = Claim("c", Request(count: 2));

        Assert.Equal(["gpu=1", "gpu=2"], Chosen(Constrained(claim, new DeviceConstraint
        {
            MatchAttribute = "gpu.example.com/numa",
        })));
        Assert.Equal(["gpu=0", "gpu=1"], Chosen(Constrained(claim, new DeviceConstraint
        {
            DistinctAttribute = "gpu.example.com/numa",
        })));
        Assert.Null(Chosen(Constrained(claim, new DeviceConstraint { MatchAttribute = "gpu.example.com/absent" })));
        Assert.Null(Chosen(Constrained(Claim("c", Request(count: 3)), new DeviceConstraint
        {
            MatchAttribute = "gpu.example.com/numa",
        })));
    }

    [Fact]
    public void A_constraint_holds_for_the_requests_that_it_names()
    {
        objects.Set(Slice("node-0", Gpu("0", numa: 0), Gpu("1", numa: 1), Gpu("2", numa: 1)));
        Claim claim = Claim("c", Request("x"), Request("y"), Request("z"));

        Assert.Equal(["x=0", "y=1", "z=2"], Chosen(Constrained(claim, new DeviceConstraint
        {
            Requests = ["y", "z"], MatchAttribute = "gpu.example.com/numa",
        })));
    }

    [Fact]
    public void Later_requests_make_earlier_ones_choose_again()
    {
        objects.Set(Slice("node-0", Gpu("0", "b"), Gpu("1", "a")));

        Assert.Equal(["any=1", "b=0"], Chosen(Claim(
            "c", Request("any"), Request("b", selectors: "device.attributes[\"gpu.example.com\"].model == \"b\""))));
    }

    [Fact]
    public void An_administrator_looks_at_devices_of_others()
    {
        objects.Set(Slice("node-0", Gpu("0")));
        taken.Add(new(Driver, "node-0", "0"));

        DeviceAllocation found = Allocate("node-0", Claim(
            "c", Request().With(static request => request with { AdminAccess = true })));

        Assert.True(Assert.Single(found.Allocations!.Single().Devices.Results).AdminAccess);
    }

    [Theory]
    [InlineData("NoSchedule", null, false)]
    [InlineData("NoExecute", null, false)]
    [InlineData("None", null, true)]
    [InlineData("NoSchedule", "Equal", true)]
    [InlineData("NoSchedule", "Exists", true)]
    public void Taints_keep_devices_for_those_who_tolerate_them(string effect, string? toleration, bool fits)
    {
        objects.Set(Slice("node-0", Gpu("0") with
        {
            Taints = [DeviceTaint.Empty with { Key = "broken", Value = "yes", Effect = effect }],
        }));
        DeviceRequest request = Request().With(exactly => exactly with
        {
            Tolerations = toleration is null ? [] :
            [
                DeviceToleration.Empty with
                {
                    Key = "broken", Operator = toleration, Value = toleration == "Equal" ? "yes" : "",
                },
            ],
        });

        Assert.Equal(fits, Chosen(Claim("c", request)) is not null);
    }

    [Fact]
    public void Partitions_take_from_what_their_device_has()
    {
        Device Part(string name, string memory) => Gpu(name) with
        {
            ConsumesCounters =
            [
                DeviceCounterConsumption.Empty with
                {
                    CounterSet = "gpu-0",
                    Counters = new Dictionary<string, Counter>
                    {
                        ["memory"] = new Counter { Value = Quantity.Parse(memory) },
                    },
                },
            ],
        };
        ResourceSlice slice = Slice("node-0", Part("whole", "40Gi"), Part("half-0", "20Gi"), Part("half-1", "20Gi"));
        objects.Set(slice with
        {
            Spec = slice.Spec with
            {
                SharedCounters =
                [
                    CounterSet.Empty with
                    {
                        Name = "gpu-0",
                        Counters = new Dictionary<string, Counter>
                        {
                            ["memory"] = new Counter { Value = Quantity.Parse("40Gi") },
                        },
                    },
                ],
            },
        });

        Assert.Equal(["gpu=whole"], Chosen(Claim("c", Request())));
        Assert.Equal(["gpu=half-0", "gpu=half-1"], Chosen(Claim("c", Request(count: 2))));
        taken.Add(new(Driver, "node-0", "half-0"));
        Assert.Equal(["gpu=half-1"], Chosen(Claim("c", Request())));
        taken.Add(new(Driver, "node-0", "half-1"));
        Assert.Null(Chosen(Claim("c", Request())));
    }

    [Fact]
    public void Two_claims_do_not_get_one_device()
    {
        objects.Set(Slice("node-0", Gpu("0"), Gpu("1")));

        DeviceAllocation found = Allocate("node-0", Claim("a", Request()), Claim("b", Request()));

        Assert.Equal(["0", "1"], found.Allocations!.Select(static one => one.Devices.Results.Single().Device));
        Assert.Null(Allocate("node-0", Claim("a", Request()), Claim("b", Request(count: 2))).Allocations);
    }

    [Fact]
    public void The_result_says_where_and_how()
    {
        objects.Set(Slice("node-0", Gpu("0")));
        DeviceClass deviceClass = Class();
        objects.Set(deviceClass with
        {
            Spec = deviceClass.Spec with
            {
                Config =
                [
                    DeviceClassConfiguration.Empty with { Opaque = new OpaqueDeviceConfiguration { Driver = Driver } },
                ],
            },
        });
        Claim claim = Claim("c", Request());
        claim = claim with
        {
            Spec = claim.Spec with
            {
                Devices = claim.Spec.Devices with
                {
                    Config =
                    [
                        DeviceClaimConfiguration.Empty with
                        {
                            Requests = ["gpu"], Opaque = new OpaqueDeviceConfiguration { Driver = Driver },
                        },
                        DeviceClaimConfiguration.Empty with
                        {
                            Requests = ["not-taken"], Opaque = new OpaqueDeviceConfiguration { Driver = Driver },
                        },
                    ],
                },
            },
        };

        AllocationResult result = Allocate("node-0", claim).Allocations!.Single();

        NodeSelectorRequirement where = result.NodeSelector!.NodeSelectorTerms.Single().MatchFields.Single();
        Assert.Equal(("metadata.name", "In"), (where.Key, where.Operator));
        Assert.Equal(["node-0"], where.Values);
        Assert.Equal(["FromClass", "FromClaim"], result.Devices.Config.Select(static config => config.Source));
    }

    [Fact]
    public void Devices_of_the_network_are_on_the_nodes_that_their_slice_selects()
    {
        ResourceSlice slice = Slice("far", Gpu("0"));
        objects.Set(slice with
        {
            Spec = slice.Spec with
            {
                NodeName = null,
                NodeSelector = new NodeSelector
                {
                    NodeSelectorTerms =
                    [
                        NodeSelectorTerm.Empty with
                        {
                            MatchExpressions =
                            [
                                new NodeSelectorRequirement
                                {
                                    Key = "kubernetes.io/hostname", Operator = "In", Values = ["node-1"],
                                },
                            ],
                        },
                    ],
                },
            },
        });

        Assert.Null(Chosen(Claim("c", Request())));
        AllocationResult result = Allocate("node-1", Claim("c", Request())).Allocations!.Single();
        Assert.Equal(
            "kubernetes.io/hostname", result.NodeSelector!.NodeSelectorTerms.Single().MatchExpressions.Single().Key);
    }

    [Fact]
    public void A_search_that_would_take_too_long_ends()
    {
        objects.Set(Slice("node-0", [.. Enumerable.Range(0, 40).Select(static i => Gpu($"{i:00}"))]));

        DeviceAllocation found = Allocate("node-0", Constrained(
            Claim("c", Request("a", 8), Request("b", 2)), new DeviceConstraint
            {
                Requests = ["b"], DistinctAttribute = "gpu.example.com/numa",
            }));

        Assert.Null(found.Allocations);
        Assert.Equal("no allocation found within 20000 steps", found.Error);
    }

    [Theory]
    [InlineData("1.2.3", "1.2.3+build", 0)]
    [InlineData("1.2.3", "1.10.0", -1)]
    [InlineData("1.2.3-rc.1", "1.2.3", -1)]
    [InlineData("1.2.3-rc.2", "1.2.3-rc.10", -1)]
    [InlineData("1.2.3-rc.1", "1.2.3-rc.beta", -1)]
    [InlineData("1.2.3-rc", "1.2.3-rc.1", -1)]
    public void Versions_are_ordered_as_semver_does(string left, string right, int expected)
    {
        Assert.Equal(expected, Math.Sign(SemanticVersion.Parse(left).CompareTo(SemanticVersion.Parse(right))));
        Assert.Equal(-expected, Math.Sign(SemanticVersion.Parse(right).CompareTo(SemanticVersion.Parse(left))));
    }

    private static Claim Constrained(Claim claim, DeviceConstraint constraint) => claim with
    {
        Spec = claim.Spec with { Devices = claim.Spec.Devices with { Constraints = [constraint] } },
    };

    private List<string>? Chosen(Claim claim, string node = "node-0") => Allocate(node, claim).Allocations?
        .SelectMany(static one => one.Devices.Results)
        .Select(static result => $"{result.Request}={result.Device}").ToList();

    private DeviceAllocation Allocate(string node, params Claim[] claims) => DeviceAllocator.Allocate(
        claims, SchedulingBoard.NodeOf(node), new DeviceInventory(objects), taken, objects.Get<DeviceClass>, selectors);
}
