namespace Kubesharp.Api.Autoscaling.V2;

/// <summary>A cross version object reference.</summary>
[Definition("io.k8s.api.autoscaling.v2.CrossVersionObjectReference")]
public sealed partial record CrossVersionObjectReference
{
    /// <summary>The value with nothing set.</summary>
    public static CrossVersionObjectReference Empty { get; } = new();

    /// <summary>Kind.</summary>
    [Field(1, "kind", Always = true), Required] public string Kind { get; init; } = "";
    /// <summary>The name.</summary>
    [Field(2, "name", Always = true), Required] public string Name { get; init; } = "";
    /// <summary>Api version.</summary>
    [Field(3, "apiVersion")] public string ApiVersion { get; init; } = "";
}
