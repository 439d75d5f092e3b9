/* The loss: mean squared error over RGBA, torch.nn.functional.mse_loss(state[..., :4], target). */
#ifndef NCA_LOSS_H
#define NCA_LOSS_H

/* visible [H][W][stride], RGBA the first four: a state (stride C) or a picture (stride 4). target [H][W][4] */
double nca_loss_forward(const float *visible, int stride, const float *target, int H, int W);

/* dstate [H][W][C] += the gradient of scale * loss. */
void nca_loss_backward(float *dstate, const float *visible, int stride, const float *target, int H, int W, float scale);

#endif
