namespace Kubesharp.Api.Authentication;

/// <summary>A bound object reference.</summary>
[Definition("io.k8s.api.authentication.v1.BoundObjectReference")]
public sealed partial record BoundObjectReference
{
    /// <summary>The value with nothing set.</summary>
    public static BoundObjectReference Empty { get; } = new();

    /// <summary>Kind.</summary>
    [Field(1, "kind")] public string Kind { get; init; } = "";
    /// <summary>Api version.</summary>
    [Field(2, "apiVersion")] public string ApiVersion { get; init; } = "";
    /// <summary>The name.</summary>
    [Field(3, "name")] public string Name { get; init; } = "";
    /// <summary>The identity of one object over its whole life: a UUID.</summary>
    [Field(4, "uid")] public string Uid { get; init; } = "";
}
