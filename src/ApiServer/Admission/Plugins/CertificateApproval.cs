using Kubesharp.Api.Certificates;
using Kubesharp.Api.Meta;
using Kubesharp.ApiServer.Authorization;

namespace Kubesharp.ApiServer.Admission.Plugins;

/// <summary>
/// Who may approve or deny a certificate request: not only who may write its approval, but who may <c>approve</c> for
/// its signer.
/// </summary>
public sealed class CertificateApproval(IAuthorizer authorizer) : IAdmissionPlugin
{
    public string Name => "CertificateApproval";

    public bool Handles(AdmissionContext context) => context.Verb == AdmissionVerb.Update
        && context.Is("certificates.k8s.io", "certificatesigningrequests", "approval");

    public async ValueTask<Status?> ValidateAsync(AdmissionContext context, CancellationToken cancellationToken)
    {
        // The stored request's signer: what is being written could name another one.
        string signer = ((CertificateSigningRequest)context.OldObject!).Spec.SignerName;
        return await SignerRights.AllowsAsync(authorizer, context.User, "approve", signer, cancellationToken)
            ? null
            : AdmissionErrors.Forbidden(
                context, $"user not permitted to approve requests with signerName \"{signer}\"");
    }
}
