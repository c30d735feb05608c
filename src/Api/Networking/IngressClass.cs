namespace Kubesharp.Api.Networking;

/// <summary>An ingress class.</summary>
[ApiResource("networking.k8s.io/v1", "IngressClass", "ingressclasses", Namespaced = false)]
[Definition("io.k8s.api.networking.v1.IngressClass")]
public sealed partial record IngressClass : ApiObject
{
    /// <summary>Spec.</summary>
    [Field(2, "spec")] public IngressClassSpec Spec { get; init; } = IngressClassSpec.Empty;
}

/// <summary>What a IngressClass should be.</summary>
[Definition("io.k8s.api.networking.v1.IngressClassSpec")]
public sealed partial record IngressClassSpec
{
    /// <summary>The value with nothing set.</summary>
    public static IngressClassSpec Empty { get; } = new();

    /// <summary>Controller.</summary>
    [Field(1, "controller")] public string Controller { get; init; } = "";
    /// <summary>Parameters.</summary>
    [Field(2, "parameters")] public IngressClassParametersReference? Parameters { get; init; }
}
