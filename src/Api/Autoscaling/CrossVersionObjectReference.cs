namespace Kubesharp.Api.Autoscaling;

/// <summary>Names an object in the same namespace by kind and name.</summary>
[Definition("io.k8s.api.autoscaling.v1.CrossVersionObjectReference", Atomic = true)]
public sealed partial record CrossVersionObjectReference
{
    /// <summary>The value with nothing set.</summary>
    public static CrossVersionObjectReference Empty { get; } = new();

    /// <summary>The object's kind: Deployment.</summary>
    [Field(1, "kind", Always = true), Required] public string Kind { get; init; } = "";
    /// <summary>The object's name.</summary>
    [Field(2, "name", Always = true), Required] public string Name { get; init; } = "";
    /// <summary>Group and version of the object: apps/v1.</summary>
    [Field(3, "apiVersion")] public string ApiVersion { get; init; } = "";
}
