namespace Kubesharp.Api.Authentication;

/// <summary>The object that a token is bound to: when it is gone, the token is void.</summary>
[Definition("io.k8s.api.authentication.v1.BoundObjectReference")]
public sealed partial record BoundObjectReference
{
    /// <summary>The value with nothing set.</summary>
    public static BoundObjectReference Empty { get; } = new();

    /// <summary>Pod, Secret or Node.</summary>
    [Field(1, "kind")] public string Kind { get; init; } = "";
    /// <summary>Group and version of the object.</summary>
    [Field(2, "apiVersion")] public string ApiVersion { get; init; } = "";
    /// <summary>The object's name.</summary>
    [Field(3, "name")] public string Name { get; init; } = "";
    /// <summary>The object's uid.</summary>
    [Field(4, "uid")] public string Uid { get; init; } = "";
}
