namespace Kubesharp.Api.Meta;

/// <summary>What must be true of an object for an operation to happen.</summary>
[Definition("io.k8s.apimachinery.pkg.apis.meta.v1.Preconditions")]
public sealed partial record Preconditions
{
    /// <summary>The value with nothing set.</summary>
    public static Preconditions Empty { get; } = new();

    /// <summary>The identity of one object over its whole life: a UUID.</summary>
    [Field(1, "uid")] public string? Uid { get; init; }
    /// <summary>The object must still be at this revision.</summary>
    [Field(2, "resourceVersion")] public string? ResourceVersion { get; init; }
}
