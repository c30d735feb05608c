namespace Kubesharp.Api.Core;

/// <summary>A container state waiting.</summary>
[Definition("io.k8s.api.core.v1.ContainerStateWaiting")]
public sealed partial record ContainerStateWaiting
{
    /// <summary>The value with nothing set.</summary>
    public static ContainerStateWaiting Empty { get; } = new();

    /// <summary>One word in CamelCase that programs can match on.</summary>
    [Field(1, "reason")] public string Reason { get; init; } = "";
    /// <summary>A sentence for people.</summary>
    [Field(2, "message")] public string Message { get; init; } = "";
}
