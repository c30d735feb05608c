namespace Kubesharp.Api.Networking;

/// <summary>
/// A controller for Ingresses, and how it is set up. The annotation ingressclass.kubernetes.io/is-default-class makes
/// it the default.
/// </summary>
[ApiResource("networking.k8s.io/v1", "IngressClass", "ingressclasses", Namespaced = false)]
[Definition("io.k8s.api.networking.v1.IngressClass")]
public sealed partial record IngressClass : ApiObject
{
    /// <summary>Which controller, and its parameters.</summary>
    [Field(2, "spec")] public IngressClassSpec Spec { get; init; } = IngressClassSpec.Empty;
}

/// <summary>Which controller does the work, and its parameters.</summary>
[Definition("io.k8s.api.networking.v1.IngressClassSpec")]
public sealed partial record IngressClassSpec
{
    /// <summary>The value with nothing set.</summary>
    public static IngressClassSpec Empty { get; } = new();

    /// <summary>The controller's name, domain/path, up to 250 characters. Cannot be changed.</summary>
    [Field(1, "controller")] public string Controller { get; init; } = "";
    /// <summary>An object with further settings for the controller. Absent: there are none.</summary>
    [Field(2, "parameters")] public IngressClassParametersReference? Parameters { get; init; }
}
