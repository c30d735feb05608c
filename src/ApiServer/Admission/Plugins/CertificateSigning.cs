using Kubesharp.Api.Certificates;
using Kubesharp.Api.Meta;
using Kubesharp.ApiServer.Authorization;

namespace Kubesharp.ApiServer.Admission.Plugins;

/// <summary>Who may put a certificate into a request's status: who may <c>sign</c> for its signer.</summary>
public sealed class CertificateSigning(IAuthorizer authorizer) : IAdmissionPlugin
{
    public string Name => "CertificateSigning";

    public bool Handles(AdmissionContext context) => context.Verb == AdmissionVerb.Update
        && context.Is("certificates.k8s.io", "certificatesigningrequests", "status");

    public async ValueTask<Status?> ValidateAsync(AdmissionContext context, CancellationToken cancellationToken)
    {
        CertificateSigningRequest old = (CertificateSigningRequest)context.OldObject!;
        CertificateSigningRequest next = (CertificateSigningRequest)context.Object!;
        if (Equals(next.Status.Certificate, old.Status.Certificate)
            && next.Status.Conditions.SequenceEqual(old.Status.Conditions))
        {
            return null;
        }
        string signer = old.Spec.SignerName;
        return await SignerRights.AllowsAsync(authorizer, context.User, "sign", signer, cancellationToken)
            ? null
            : AdmissionErrors.Forbidden(
                context, $"user not permitted to sign requests with signerName \"{signer}\"");
    }
}
