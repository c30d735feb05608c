namespace Kubesharp.Api.Resource.V1Beta1;

/// <summary>A device that a claim can be given.</summary>
[Definition("io.k8s.api.resource.v1beta1.Device")]
public sealed partial record Device
{
    /// <summary>The value with nothing set.</summary>
    public static Device Empty { get; } = new();

    /// <summary>Its name, a DNS label, unique in the pool.</summary>
    [Field(1, "name", Always = true), Required] public string Name { get; init; } = "";
    /// <summary>What is known of it.</summary>
    [Field(2, "basic")] public BasicDevice? Basic { get; init; }
}
