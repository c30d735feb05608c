namespace Kubesharp.Api.Core;

/// <summary>A preconditions.</summary>
[Definition("io.k8s.api.core.v1.Preconditions")]
public sealed partial record Preconditions
{
    /// <summary>The value with nothing set.</summary>
    public static Preconditions Empty { get; } = new();

    /// <summary>The identity of one object over its whole life: a UUID.</summary>
    [Field(1, "uid")] public string? Uid { get; init; }
}
