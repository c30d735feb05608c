namespace Kubesharp.Api.Core;

/// <summary>
/// Limits for the resources of each Pod, container or claim in a namespace, and defaults for those that name none.
/// </summary>
[ApiResource("v1", "LimitRange", "limitranges", ShortNames = ["limits"])]
[Definition("io.k8s.api.core.v1.LimitRange")]
public sealed partial record LimitRange : ApiObject
{
    /// <summary>The limits.</summary>
    [Field(2, "spec")] public LimitRangeSpec Spec { get; init; } = LimitRangeSpec.Empty;
}

/// <summary>Limits for the resources of single objects.</summary>
[Definition("io.k8s.api.core.v1.LimitRangeSpec")]
public sealed partial record LimitRangeSpec
{
    /// <summary>The value with nothing set.</summary>
    public static LimitRangeSpec Empty { get; } = new();

    /// <summary>All of them hold.</summary>
    [Field(1, "limits", Always = true), Required, Atomic]
    public IReadOnlyList<LimitRangeItem> Limits { get; init; } = [];
}
