package com.matrixos.platform.site;

import com.matrixos.api.site.ProvisioningStep;
import com.matrixos.platform.accounts.Account;
import java.util.List;

/// Makes the computers of accounts.
public interface Provisioning {
    /// How far it is: the five steps in order, or none when nobody has asked. Does not block for long.
    List<ProvisioningStep> steps(Account account);

    /// Somebody wants theirs. Returns at once; what is done or under way is not begun again, what failed
    /// is.
    void want(Account account);
}
