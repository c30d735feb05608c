using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.ApiServer.Authorization;

namespace Kubesharp.ApiServer.Admission.Plugins;

/// <summary>Nothing is made in a namespace that is missing or on its way out, and the system's own stay.</summary>
public sealed class NamespaceLifecycle : IAdmissionPlugin
{
    public string Name => "NamespaceLifecycle";

    public bool Handles(AdmissionContext context) => context.Verb switch
    {
        AdmissionVerb.Delete => context.Is("", "namespaces"),
        AdmissionVerb.Create or AdmissionVerb.Update =>
            context.Namespace.Length > 0
            && context.Resource.Resource != "namespaces"
            // Whether one may create in a namespace can be asked before it is there.
            && context.Resource.Group != "authorization.k8s.io",
        _ => false,
    };

    public async ValueTask<AdmissionResult> AdmitAsync(AdmissionContext context, CancellationToken cancellationToken)
    {
        if (context.Verb == AdmissionVerb.Delete)
            return AdmissionResult.Unchanged;
        Namespace? found = context.Objects.Get(Resources.Namespaces, "", context.Namespace) as Namespace
            ?? await context.Objects.GetFreshAsync(Resources.Namespaces, "", context.Namespace, cancellationToken)
                as Namespace;
        if (found is null)
            return AdmissionResult.Refused(AdmissionErrors.NotFound("", "namespaces", context.Namespace));
        bool terminating = found.Metadata.DeletionTimestamp is not null || found.Status.Phase == "Terminating";
        if (context.Verb != AdmissionVerb.Create || !terminating)
            return AdmissionResult.Unchanged;
        return AdmissionResult.Refused(AdmissionErrors.Forbidden(
            context,
            $"unable to create new content in namespace {context.Namespace} because it is being terminated",
            new StatusCause
            {
                Reason = "NamespaceTerminating",
                Message = $"namespace {context.Namespace} is being terminated",
                Field = "metadata.namespace",
            }));
    }

    public ValueTask<Status?> ValidateAsync(AdmissionContext context, CancellationToken cancellationToken) =>
        new(context.Verb == AdmissionVerb.Delete && context.Name is "default" or "kube-system" or "kube-public"
            ? AdmissionErrors.Forbidden(context, "this namespace may not be deleted")
            : null);
}
