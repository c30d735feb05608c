using Kubesharp.Api.Networking;
using Kubesharp.ApiServer.Authorization;

namespace Kubesharp.ApiServer.Admission.Plugins;

/// <summary>An Ingress that names no class gets the default one; of several the newest.</summary>
public sealed class DefaultIngressClass : IAdmissionPlugin
{
    private const string ClassAnnotation = "kubernetes.io/ingress.class";
    private const string DefaultAnnotation = "ingressclass.kubernetes.io/is-default-class";

    public string Name => "DefaultIngressClass";

    public bool Handles(AdmissionContext context) =>
        context.Verb == AdmissionVerb.Create && context.Is("networking.k8s.io", "ingresses")
        && context.Object is Ingress { Spec.IngressClassName: null };

    public ValueTask<AdmissionResult> AdmitAsync(AdmissionContext context, CancellationToken cancellationToken)
    {
        Ingress ingress = (Ingress)context.Object!;
        if (ingress.Metadata.Annotations.ContainsKey(ClassAnnotation))
            return new(AdmissionResult.Unchanged);
        IngressClass? ingressClass = context.Objects.List(Resources.IngressClasses, "").Cast<IngressClass>()
            .Where(static found => found.Metadata.Annotations.GetValueOrDefault(DefaultAnnotation) == "true")
            .OrderByDescending(static found => found.Metadata.CreationTimestamp?.Value)
            .ThenBy(static found => found.Metadata.Name, StringComparer.Ordinal)
            .FirstOrDefault();
        return new(ingressClass is null
            ? AdmissionResult.Unchanged
            : AdmissionResult.Changed(ingress with
            {
                Spec = ingress.Spec with { IngressClassName = ingressClass.Metadata.Name },
            }));
    }
}
