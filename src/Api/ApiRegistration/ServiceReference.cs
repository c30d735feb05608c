namespace Kubesharp.Api.ApiRegistration;

/// <summary>A service reference.</summary>
[Definition("io.k8s.kube-aggregator.pkg.apis.apiregistration.v1.ServiceReference")]
public sealed partial record ServiceReference
{
    /// <summary>The value with nothing set.</summary>
    public static ServiceReference Empty { get; } = new();

    /// <summary>The namespace, empty for the object's own or for cluster scope.</summary>
    [Field(1, "namespace")] public string Namespace { get; init; } = "";
    /// <summary>The name.</summary>
    [Field(2, "name")] public string Name { get; init; } = "";
    /// <summary>Port.</summary>
    [Field(3, "port")] public int? Port { get; init; }
}
