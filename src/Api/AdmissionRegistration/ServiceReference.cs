namespace Kubesharp.Api.AdmissionRegistration;

/// <summary>A service reference.</summary>
[Definition("io.k8s.api.admissionregistration.v1.ServiceReference")]
public sealed partial record ServiceReference
{
    /// <summary>The value with nothing set.</summary>
    public static ServiceReference Empty { get; } = new();

    /// <summary>The namespace, empty for the object's own or for cluster scope.</summary>
    [Field(1, "namespace", Always = true), Required] public string Namespace { get; init; } = "";
    /// <summary>The name.</summary>
    [Field(2, "name", Always = true), Required] public string Name { get; init; } = "";
    /// <summary>Path.</summary>
    [Field(3, "path")] public string? Path { get; init; }
    /// <summary>Port.</summary>
    [Field(4, "port")] public int? Port { get; init; }
}
