namespace Kubesharp.Api.Core;

/// <summary>A limit range.</summary>
[ApiResource("v1", "LimitRange", "limitranges", ShortNames = ["limits"])]
[Definition("io.k8s.api.core.v1.LimitRange")]
public sealed partial record LimitRange : ApiObject
{
    /// <summary>Spec.</summary>
    [Field(2, "spec")] public LimitRangeSpec Spec { get; init; } = LimitRangeSpec.Empty;
}

/// <summary>What a LimitRange should be.</summary>
[Definition("io.k8s.api.core.v1.LimitRangeSpec")]
public sealed partial record LimitRangeSpec
{
    /// <summary>The value with nothing set.</summary>
    public static LimitRangeSpec Empty { get; } = new();

    /// <summary>Limits.</summary>
    [Field(1, "limits", Always = true), Required, Atomic]
    public IReadOnlyList<LimitRangeItem> Limits { get; init; } = [];
}
