using Kubesharp.Api.Meta;

namespace Kubesharp.Api.Resource.V1Alpha3;

/// <summary>Puts a taint on devices of several pools.</summary>
[ApiResource("resource.k8s.io/v1alpha3", "DeviceTaintRule", "devicetaintrules", Namespaced = false,
    Subresources = ["status"])]
[Definition("io.k8s.api.resource.v1alpha3.DeviceTaintRule")]
public sealed partial record DeviceTaintRule : ApiObject
{
    /// <summary>Which devices, and which taint.</summary>
    [Field(2, "spec", Always = true), Required]
    public DeviceTaintRuleSpec Spec { get; init; } = DeviceTaintRuleSpec.Empty;
    /// <summary>What becomes of Pods that use them; a controller writes it.</summary>
    [Field(3, "status")] public DeviceTaintRuleStatus Status { get; init; } = DeviceTaintRuleStatus.Empty;
}

/// <summary>A taint for devices.</summary>
[Definition("io.k8s.api.resource.v1alpha3.DeviceTaintRuleSpec")]
public sealed partial record DeviceTaintRuleSpec
{
    /// <summary>The value with nothing set.</summary>
    public static DeviceTaintRuleSpec Empty { get; } = new();

    /// <summary>The devices. Absent: none; empty: all.</summary>
    [Field(1, "deviceSelector")] public DeviceTaintSelector? DeviceSelector { get; init; }
    /// <summary>What the devices are tainted with.</summary>
    [Field(2, "taint"), Required] public DeviceTaint Taint { get; init; } = DeviceTaint.Empty;
}

/// <summary>What becomes of Pods that use tainted devices.</summary>
[Definition("io.k8s.api.resource.v1alpha3.DeviceTaintRuleStatus")]
public sealed partial record DeviceTaintRuleStatus
{
    /// <summary>The value with nothing set.</summary>
    public static DeviceTaintRuleStatus Empty { get; } = new();

    /// <summary>EvictionInProgress says whether Pods are being ended, one entry for each type. At most 8.</summary>
    [Field(1, "conditions"), MapList("type"), PatchStrategy("merge", "type")]
    public IReadOnlyList<Condition> Conditions { get; init; } = [];
}
