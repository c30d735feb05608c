namespace Kubesharp.Api.AdmissionRegistration.V1Alpha1;

/// <summary>A change made by applying what an expression gives.</summary>
[Definition("io.k8s.api.admissionregistration.v1alpha1.ApplyConfiguration")]
public sealed partial record ApplyConfiguration
{
    /// <summary>The value with nothing set.</summary>
    public static ApplyConfiguration Empty { get; } = new();

    /// <summary>
    /// A CEL expression that gives an Object: Object{spec: Object.spec{replicas: 3}}. It sees object, oldObject,
    /// request, params, variables, namespaceObject and authorizer. It may not change lists and maps that are atomic,
    /// nor fields of a DeleteOptions.
    /// </summary>
    [Field(1, "expression")] public string Expression { get; init; } = "";
}
