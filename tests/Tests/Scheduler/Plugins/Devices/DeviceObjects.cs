using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Resource;
using Claim = Kubesharp.Api.Resource.ResourceClaim;

namespace Kubesharp.Tests.Scheduler.Plugins.Devices;

/// <summary>Devices, classes and claims as tests need them; the driver is gpu.example.com.</summary>
internal static class DeviceObjects
{
    public const string Driver = "gpu.example.com";

    public static Device Gpu(string name, string model = "a", string memory = "10Gi", long numa = 0) =>
        Device.Empty with
        {
            Name = name,
            Attributes = new Dictionary<string, DeviceAttribute>
            {
                ["model"] = new DeviceAttribute { String = model },
                ["numa"] = new DeviceAttribute { Int = numa },
                ["driverVersion"] = new DeviceAttribute { Version = "1.10.0" },
            },
            Capacity = new Dictionary<string, DeviceCapacity>
            {
                ["memory"] = new DeviceCapacity { Value = Quantity.Parse(memory) },
            },
        };

    public static ResourceSlice Slice(string node, params Device[] devices) => new()
    {
        Metadata = ObjectMeta.Empty with { Name = "slice-" + node },
        Spec = ResourceSliceSpec.Empty with
        {
            Driver = Driver,
            NodeName = node,
            Pool = ResourcePool.Empty with { Name = node, Generation = 1, ResourceSliceCount = 1 },
            Devices = devices,
        },
    };

    public static DeviceClass Class(string name = "gpu", params string[] selectors) => new()
    {
        Metadata = ObjectMeta.Empty with { Name = name },
        Spec = DeviceClassSpec.Empty with
        {
            Selectors = selectors.Length > 0 ? SelectorsOf(selectors) : SelectorsOf($"device.driver == \"{Driver}\""),
        },
    };

    public static IReadOnlyList<DeviceSelector> SelectorsOf(params string[] expressions) =>
    [
        .. expressions.Select(static text => DeviceSelector.Empty with
        {
            Cel = CELDeviceSelector.Empty with { Expression = text },
        }),
    ];

    public static DeviceRequest Request(
        string name = "gpu", long count = 1, string mode = "ExactCount", params string[] selectors) =>
        DeviceRequest.Empty with
        {
            Name = name,
            Exactly = ExactDeviceRequest.Empty with
            {
                DeviceClassName = "gpu", Count = count, AllocationMode = mode, Selectors = SelectorsOf(selectors),
            },
        };

    public static DeviceRequest With(
        this DeviceRequest request, Func<ExactDeviceRequest, ExactDeviceRequest> change) =>
        request with { Exactly = change(request.Exactly!) };

    public static Claim Claim(string name, params DeviceRequest[] requests) => new()
    {
        Metadata = ObjectMeta.Empty with { Name = name, Namespace = "default", Uid = "uid-" + name },
        Spec = ResourceClaimSpec.Empty with { Devices = DeviceClaim.Empty with { Requests = requests } },
    };

    public static Claim Allocated(Claim claim, string node, params string[] devices) => claim with
    {
        Status = ResourceClaimStatus.Empty with
        {
            Allocation = AllocationResult.Empty with
            {
                Devices = DeviceAllocationResult.Empty with
                {
                    Results =
                    [
                        .. devices.Select(device => DeviceRequestAllocationResult.Empty with
                        {
                            Request = "gpu", Driver = Driver, Pool = node, Device = device,
                        }),
                    ],
                },
                NodeSelector = new NodeSelector
                {
                    NodeSelectorTerms =
                    [
                        NodeSelectorTerm.Empty with
                        {
                            MatchFields =
                            [
                                new NodeSelectorRequirement
                                {
                                    Key = "metadata.name", Operator = "In", Values = [node],
                                },
                            ],
                        },
                    ],
                },
            },
        },
    };

    public static Pod Using(this Pod pod, params string[] claims) => pod with
    {
        Spec = pod.Spec with
        {
            ResourceClaims =
                [.. claims.Select(static name => new PodResourceClaim { Name = name, ResourceClaimName = name })],
        },
    };
}
